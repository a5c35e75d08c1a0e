import { IconPlugConnectedX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../store.ts";
import classes from "./StaleBanner.module.css";

/** While the server is away: what is drawn may be old. The live region stays, so that its words are heard. */
export function StaleBanner() {
  const { t } = useTranslation();
  const isLost = useStore((state) => state.connection === "lost");
  return (
    <output className={classes["region"]}>
      {isLost && (
        <span className={classes["banner"]} data-testid="stale-banner">
          <IconPlugConnectedX size={18} aria-hidden />
          {t("topbar.stale")}
        </span>
      )}
    </output>
  );
}
