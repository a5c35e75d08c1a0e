import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { setLanguage } from "../../i18n/index.ts";
import { languages } from "../../i18n/languages.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import classes from "./LanguageSwitch.module.css";

/** Shows the language a click leads to, in that language: who cannot read this page finds their own. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const other = useLanguage() === "en" ? "zh-CN" : "en";
  return (
    <UnstyledButton
      className={classes["switch"]}
      lang={other}
      title={languages[other]}
      aria-label={`${t("topbar.language")}: ${languages[other]}`}
      data-testid="lang-switch"
      onClick={() => setLanguage(other)}
    >
      {other === "en" ? "EN" : "中文"}
    </UnstyledButton>
  );
}
