import { IconFocus2 } from "@tabler/icons-react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CommandLogEntry } from "../../../shared/protocol.ts";
import { formatStep } from "../../../shared/step.ts";
import { connection } from "../../connection.ts";
import { formatClock } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useStore } from "../../store.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { ToolButton } from "../../ui/ToolButton.tsx";
import classes from "./CommandLog.module.css";
import { touchedBy } from "./log.ts";
import { LogStep } from "./LogStep.tsx";

interface LogEntryProps {
  readonly entry: CommandLogEntry;
  readonly isUndone: boolean;
}

/** A rebuild of a large lab is thousands of commands: the first few say enough. */
const fewSteps = 8;
const mostSteps = 1000;

/** One gesture: who, when, what, and its commands. */
export const LogEntry = memo(function LogEntry({ entry, isUndone }: LogEntryProps) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const steps = entry.steps.slice(0, isWhole ? mostSteps : fewSteps);
  const hidden = entry.steps.length - steps.length;
  return (
    <article
      className={classes["entry"]}
      data-action={entry.action}
      data-undone={isUndone || undefined}
      data-testid="log-entry"
    >
      <LogHead entry={entry} isUndone={isUndone} />
      <ol className={classes["steps"]}>
        {steps.map((step, at) => (
          <LogStep key={`${at} ${formatStep(step)}`} step={step} />
        ))}
      </ol>
      {hidden > 0 && !isWhole && (
        <button type="button" className={classes["more"]} onClick={() => setWhole(true)}>
          {t("dock.moreSteps", { count: hidden })}
        </button>
      )}
    </article>
  );
});

function LogHead({ entry, isUndone }: LogEntryProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const show = () => {
    const { lab, select } = useStore.getState();
    if (lab !== null) select(touchedBy(entry, lab.document.topology));
  };
  return (
    <header className={classes["head"]}>
      <time className={classes["time"]} dateTime={new Date(entry.at).toISOString()}>
        {formatClock(entry.at, language)}
      </time>
      <span className={classes["who"]}>
        {entry.author.id === connection.author.id ? t("common.you") : entry.author.name}
      </span>
      <span className={classes["badge"]}>{t(`dock.actions.${entry.action}`)}</span>
      {isUndone && <span className={`${classes["badge"]} ${classes["undone"]}`}>{t("dock.undone")}</span>}
      <span className={classes["tail"]}>
        <ToolButton icon={IconFocus2} label={t("dock.showTouched")} size="sm" tooltip="left" onClick={show} />
        <CopyButton
          label={t("dock.copyEntry")}
          text={entry.steps.map(formatStep).join("\n")}
          testId="copy-entry"
        />
      </span>
    </header>
  );
}
