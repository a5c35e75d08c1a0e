import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { hostName } from "../../../shared/names.ts";
import type { TerminalState } from "../../../shared/terminal.ts";
import { connection } from "../../connection.ts";
import { useLab } from "../../store.ts";
import { TextButton } from "../../ui/TextButton.tsx";
import { useDock } from "./dock-state.ts";
import { Processes } from "./Processes.tsx";
import { openTerminal } from "./terminal-focus.ts";
import { TerminalTabs } from "./TerminalTabs.tsx";
import { terminalLabel } from "./terminal-label.ts";
import classes from "./Terminals.module.css";

const TerminalView = lazy(() => import("../../terminal/TerminalView.tsx"));
const none: readonly TerminalState[] = [];

/** Shells in the lab, everybody's. One is shown. */
export function TerminalsTab() {
  const lab = useLab(({ id }) => id) ?? "";
  const terminals = useLab((state) => state.terminals) ?? none;
  const chosen = useDock((state) => state.terminal);
  const besideCards = useDock((state) => state.besideCards);
  const docked = terminals.filter(({ id }) => !besideCards.has(id));
  const shown = docked.find(({ id }) => id === chosen) ?? docked.at(-1);
  return (
    <>
      <TerminalTabs terminals={terminals} docked={docked} shown={chosen === "processes" ? null : shown} />
      <div className={classes["panel"]} role="tabpanel" aria-labelledby="terminal-tab" id="terminal-panel">
        {chosen === "processes" ? (
          <Processes lab={lab} />
        ) : shown === undefined ? (
          <NoTerminal isBeside={terminals.length > 0} />
        ) : (
          <Suspense>
            <TerminalView
              key={shown.id}
              lab={lab}
              terminal={shown}
              name={terminalLabel(shown, terminals)}
              isWriter={shown.writer.id === connection.author.id}
            />
          </Suspense>
        )}
      </div>
    </>
  );
}

function NoTerminal({ isBeside }: { readonly isBeside: boolean }) {
  const { t } = useTranslation();
  return (
    <p className={classes["none"]}>
      {t(isBeside ? "terminals.allBeside" : "terminals.none")}{" "}
      <TextButton testId="terminal-first" onClick={() => void openTerminal(hostName)}>
        {t("terminals.openInHost")}
      </TextButton>
    </p>
  );
}
