import { useTranslation } from "react-i18next";
import type { TerminalEnd, TerminalState } from "../../shared/terminal.ts";
import { openTerminal } from "../panels/dock/terminal-focus.ts";
import { connection } from "../connection.ts";
import { problemWords } from "../i18n/problem-words.ts";
import { TextButton } from "../ui/TextButton.tsx";
import classes from "./Terminal.module.css";

interface TerminalBarProps {
  readonly terminal: TerminalState;
  readonly isWriter: boolean;
  /** How often somebody typed who may only look on. */
  readonly refusals: number;
  readonly takeOver: () => void;
}

/** Why nothing can be typed, and what to do about it. Nothing where it can. */
export function TerminalBar({ terminal, isWriter, refusals, takeOver }: TerminalBarProps) {
  const { t } = useTranslation();
  const { id, namespace, writer, end } = terminal;
  if (end !== null) {
    const again = async () => {
      if (await openTerminal(namespace)) connection.closeTerminal(id);
    };
    return (
      <output className={classes["bar"]} data-testid="terminal-ended">
        <EndWords end={end} />{" "}
        <TextButton testId="terminal-again" onClick={() => void again()}>
          {t("terminals.again")}
        </TextButton>
      </output>
    );
  }
  if (isWriter) return null;
  return (
    <output className={classes["bar"]} data-testid="terminal-watching">
      <span key={refusals} className={refusals > 0 ? classes["refused"] : undefined}>
        {t("terminals.watching", { name: writer.name })}
      </span>{" "}
      <TextButton testId="terminal-take-over" onClick={takeOver}>
        {t("terminals.takeOver")}
      </TextButton>
    </output>
  );
}

function EndWords({ end: { exitCode, problem } }: { readonly end: TerminalEnd }) {
  const { t } = useTranslation();
  if (problem === null)
    return exitCode === null ? t("terminals.ended") : t("terminals.exited", { code: exitCode });
  const { title, text } = problemWords(t, problem);
  return (
    <>
      <strong>{title}</strong> {text}
    </>
  );
}
