import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "../panels/topbar/LanguageSwitch.tsx";
import classes from "./WholePage.module.css";

/** No token, or a wrong one: how to get in. */
export function UnauthorizedPage() {
  const { t } = useTranslation();
  return (
    <main className={classes["page"]} data-testid="unauthorized">
      <div className={classes["corner"]}>
        <LanguageSwitch />
      </div>
      <IconKey size={44} stroke={1.4} aria-hidden />
      <h1>{t("page.unauthorizedTitle")}</h1>
      <p>{t("page.unauthorizedText")}</p>
      <p className={classes["muted"]}>{t("page.unauthorizedExample")}</p>
      <pre>{`${location.origin}/?token=…`}</pre>
      <p className={classes["muted"]}>{t("page.unauthorizedAgain")}</p>
    </main>
  );
}
