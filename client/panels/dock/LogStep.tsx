import { useTranslation } from "react-i18next";
import { formatStep, type Step } from "../../../shared/step.ts";
import { useStore } from "../../store.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import classes from "./CommandLog.module.css";
import { shownRecord } from "./log.ts";

/** One command to the letter, and why it ran. A click selects the card it touched. */
export function LogStep({ step }: { readonly step: Step }) {
  const { t } = useTranslation();
  const command = formatStep(step);
  const show = () => {
    const { lab, select } = useStore.getState();
    const id = lab === null ? null : shownRecord(step.record, lab.document.topology);
    if (id !== null) select([id]);
  };
  return (
    <li className={classes["step"]}>
      <button
        type="button"
        className={classes["command"]}
        title={command}
        data-testid="command"
        onClick={show}
      >
        {command}
      </button>
      <span className={classes["reason"]}>{t(`steps.${step.reason}`)}</span>
      <span className={classes["copy"]}>
        <CopyButton label={t("dock.copyCommand")} text={command} />
      </span>
    </li>
  );
}
