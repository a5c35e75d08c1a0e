import { useComputedColorScheme } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TerminalState } from "../../shared/terminal.ts";
import { matches } from "../actions/shortcut.ts";
import { useDock } from "../panels/dock/dock-state.ts";
import { leaveTerminals } from "../panels/dock/terminal-focus.ts";
import { copyText } from "../ui/use-copy.ts";
import { terminalKeys } from "./keys.ts";
import { OpenTerminal } from "./open-terminal.ts";
import type { Screen } from "./screen.ts";
import { SearchBar } from "./SearchBar.tsx";
import { TerminalBar } from "./TerminalBar.tsx";
import classes from "./Terminal.module.css";

interface TerminalViewProps {
  readonly lab: string;
  readonly terminal: TerminalState;
  readonly name: string;
  readonly isWriter: boolean;
}

/** One terminal, and who writes to it. Loaded when the first is shown: it brings xterm.js along. */
export default function TerminalView({ lab, terminal, name, isWriter }: TerminalViewProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<OpenTerminal | null>(null);
  const [isSearching, setSearching] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const label = t("terminals.label", { name });
  const { id } = terminal;
  const attach = useCallback(
    (place: HTMLDivElement) => {
      const made = new OpenTerminal(place, {
        lab,
        terminal: id,
        isPageKey: (event, screen) => onPageKey(event, screen, () => setSearching(true)),
        onRefused: () => setRefusals((before) => before + 1),
      });
      setOpen(made);
      return () => {
        setOpen(null);
        made.dispose();
      };
    },
    [lab, id],
  );
  const scheme = useComputedColorScheme("light");
  const { isReader, focusAsked } = useDock();
  useEffect(() => open?.screen.look({ scheme, isReader, label }), [open, scheme, isReader, label]);
  useEffect(() => {
    if (focusAsked > 0) open?.screen.focus();
  }, [open, focusAsked]);
  const endSearch = () => {
    setSearching(false);
    open?.screen.focus();
  };
  return (
    <div className={classes["view"]} data-testid="terminal" data-own-keys>
      <TerminalBar
        terminal={terminal}
        isWriter={isWriter}
        refusals={refusals}
        takeOver={() => open?.takeOver()}
      />
      {isSearching && (
        <SearchBar
          find={(text, direction) => open?.screen.find(text, direction) ?? false}
          close={endSearch}
        />
      )}
      <div ref={attach} className={classes["place"]} />
    </div>
  );
}

/** True for the page's own keys. Everything else is the shell's. */
function onPageKey(event: KeyboardEvent, screen: Screen, search: () => void): boolean {
  // The browser pastes as text, which xterm.js hears.
  if (matches(terminalKeys.paste, event)) return true;
  const acts: Readonly<Record<string, () => void>> = {
    [terminalKeys.copy]: () => void copyText(screen.selection),
    [terminalKeys.search]: search,
    [terminalKeys.leave]: leaveTerminals,
  };
  const act = Object.entries(acts).find(([shortcut]) => matches(shortcut, event))?.[1];
  if (act === undefined) return false;
  event.preventDefault();
  event.stopPropagation();
  if (event.type === "keydown") act();
  return true;
}
