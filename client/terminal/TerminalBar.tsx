import { useTranslation } from "react-i18next";
import type { TerminalState } from "../../shared/terminal.ts";
import { openTerminal } from "../panels/dock/terminal-focus.ts";
import { connection } from "../connection.ts";
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
        {end.exitCode === null ? t("terminals.ended") : t("terminals.exited", { code: end.exitCode })}{" "}
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
