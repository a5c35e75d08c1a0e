import { useTranslation } from "react-i18next";
import type { LabState } from "../../../shared/protocol.ts";
import { formatPercent } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { problemWords } from "../../i18n/problem-words.ts";
import classes from "./LabCard.module.css";

/** Running labs take memory; the others sleep until somebody opens them. */
export function LabPhase({ state }: { readonly state: LabState }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (state.phase === "failed") {
    return (
      <span className={classes["phase"]} data-phase="failed" title={problemWords(t, state.problem).title}>
        {t("labs.phase.failed")}
      </span>
    );
  }
  if (state.phase !== "building") {
    return (
      <span className={classes["phase"]} data-phase={state.phase}>
        {t(`labs.phase.${state.phase}`)}
      </span>
    );
  }
  const percent = state.total === 0 ? "" : ` ${formatPercent((100 * state.done) / state.total, language)}`;
  return (
    <span className={classes["phase"]} data-phase="building">
      {t("labs.phase.building")}
      {percent}
    </span>
  );
}
