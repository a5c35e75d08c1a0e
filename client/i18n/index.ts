import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en.ts";
import { isLanguage, preferredLanguage, rememberLanguage, type Language } from "./languages.ts";
import { zh } from "./zh.ts";

/** Call once, before the first render. Everything is in memory already, so nothing waits. */
export function startI18n(): void {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  void i18next.use(initReactI18next).init({
    lng: preferredLanguage(),
    fallbackLng: "en",
    resources: { en: { translation: en }, "zh-CN": { translation: zh } },
    initAsync: false,
    // Keys hold no colons, and texts may.
    nsSeparator: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : "en";
}

export function setLanguage(language: Language): void {
  rememberLanguage(language);
  void i18next.changeLanguage(language);
}
