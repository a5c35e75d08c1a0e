import { useTranslation } from "react-i18next";
import { isLanguage, type Language } from "./languages.ts";

/** The language the page speaks now; whoever shows a number or a time needs it. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : "en";
}
