import { useTranslation } from "react-i18next";
import { formatStep, type Step } from "../../../shared/step.ts";
import { leadTo } from "../../actions/lead-to.ts";
import { useLab } from "../../store.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import classes from "./CommandLog.module.css";
import { shownRecord } from "./log.ts";

/** One command to the letter, and why it ran. A click selects what it touched, while that is there. */
export function LogStep({ step }: { readonly step: Step }) {
  const { t } = useTranslation();
  const touched = useLab((lab) => shownRecord(step.record, lab.document.topology)) ?? null;
  const command = formatStep(step);
  return (
    <li className={classes["step"]}>
      {touched === null ? (
        <code className={classes["command"]} data-testid="command">
          {command}
        </code>
      ) : (
        <button
          type="button"
          className={classes["command"]}
          title={t("dock.showTouched")}
          data-testid="command"
          onClick={() => leadTo([touched])}
        >
          {command}
        </button>
      )}
      <span className={classes["reason"]}>{t(`steps.${step.reason}`)}</span>
      <span className={classes["copy"]}>
        <CopyButton label={t("dock.copyCommand")} text={() => command} testId="copy-command" />
      </span>
    </li>
  );
}
