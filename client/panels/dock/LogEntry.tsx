import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TFunction } from "i18next";
import { somebodyId, type Author, type CommandLogEntry } from "../../../shared/protocol.ts";
import { formatStep } from "../../../shared/step.ts";
import { connection } from "../../connection.ts";
import { TextButton } from "../../ui/TextButton.tsx";
import classes from "./CommandLog.module.css";
import { touchedIn } from "./log.ts";
import { LogHead } from "./LogHead.tsx";
import { LogStep } from "./LogStep.tsx";

interface LogEntryProps {
  readonly entry: CommandLogEntry;
  readonly isUndone: boolean;
}

/** A rebuild of a large lab is thousands of commands: the first few say enough. */
const fewSteps = 8;
const mostSteps = 1000;

/** Whoever came past the server has no name here. */
function nameOf({ id, name }: Author, t: TFunction): string {
  if (id === somebodyId) return t("dock.somebody");
  return id === connection.author.id ? t("common.you") : name;
}

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
      <LogHead
        at={entry.at}
        who={nameOf(entry.author, t)}
        records={touchedIn(entry)}
        commands={() => entry.steps.map(formatStep).join("\n")}
      >
        <span className={classes["badge"]}>{t(`dock.actions.${entry.action}`)}</span>
        {isUndone && <span className={`${classes["badge"]} ${classes["undone"]}`}>{t("dock.undone")}</span>}
      </LogHead>
      <ol className={classes["steps"]}>
        {steps.map((step, at) => (
          <LogStep key={`${at} ${formatStep(step)}`} step={step} />
        ))}
      </ol>
      {hidden > 0 && !isWhole && (
        <div className={classes["more"]}>
          <TextButton onClick={() => setWhole(true)}>{t("dock.moreSteps", { count: hidden })}</TextButton>
        </div>
      )}
    </article>
  );
});
