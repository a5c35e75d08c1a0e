import { Menu } from "@mantine/core";
import { IconAccessible, IconPictureInPicture, IconPlus, IconX } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { TerminalState } from "../../../shared/terminal.ts";
import { connection } from "../../connection.ts";
import { useLabShallow } from "../../store.ts";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { ToolButton } from "../../ui/ToolButton.tsx";
import tabs from "./DockTabs.module.css";
import { useDock } from "./dock-state.ts";
import { openTerminal } from "./terminal-focus.ts";
import { terminalLabel } from "./terminal-label.ts";
import classes from "./Terminals.module.css";

interface TerminalTabsProps {
  readonly terminals: readonly TerminalState[];
  /** Those that do not stand beside their cards. */
  readonly docked: readonly TerminalState[];
  /** null: what they left running; undefined: there is none. */
  readonly shown: TerminalState | null | undefined;
}

/** All terminals of the lab, what they left running, and the verbs for the one that is shown. */
export function TerminalTabs({ terminals, docked, shown }: TerminalTabsProps) {
  const { t } = useTranslation();
  const { showTerminal, putBesideCard, setOpen, isReader, setReader } = useDock();
  const ids = [...docked.map(({ id }) => id), "processes"];
  const selected = shown === null ? "processes" : shown?.id;
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.stopPropagation();
    const at = (ids.indexOf(selected ?? "") + step + ids.length) % ids.length;
    showTerminal(ids[at] ?? "");
    event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')[at]?.focus();
  };
  const tab = (id: string, testId: string) => ({
    type: "button" as const,
    role: "tab",
    id: id === selected ? "terminal-tab" : undefined,
    className: tabs["tab"],
    "aria-selected": id === selected,
    "aria-controls": "terminal-panel",
    "data-open": true,
    "data-testid": testId,
    tabIndex: id === (selected ?? "processes") ? 0 : -1,
    onClick: () => showTerminal(id),
  });
  return (
    <div className={classes["bar"]}>
      <div
        className={classes["tabs"]}
        role="tablist"
        aria-label={t("terminals.tabs")}
        tabIndex={-1}
        onKeyDown={move}
      >
        {docked.map((terminal) => (
          <button
            key={terminal.id}
            {...tab(terminal.id, "terminal-tab")}
            data-ended={terminal.end !== null || undefined}
          >
            {terminalLabel(terminal, terminals)}
            {terminal.writer.id !== connection.author.id && (
              <span className={classes["writer"]}>{terminal.writer.name}</span>
            )}
          </button>
        ))}
        <button {...tab("processes", "terminal-processes")}>{t("terminals.processes")}</button>
      </div>
      <OpenMenu />
      <ToolButton
        icon={IconPictureInPicture}
        label={t("terminals.putBeside")}
        size="sm"
        tooltip="left"
        disabled={shown === null || shown === undefined}
        testId="terminal-beside"
        onClick={() => {
          if (shown) putBesideCard(shown.id, true);
          // The canvas gets the room of the last one.
          if (docked.length === 1) setOpen(false);
        }}
      />
      <ToolButton
        icon={IconAccessible}
        label={t("terminals.reader")}
        size="sm"
        tooltip="left"
        pressed={isReader}
        onClick={() => setReader(!isReader)}
      />
      <ToolButton
        icon={IconX}
        label={t("terminals.close")}
        size="sm"
        tooltip="left"
        disabled={shown === null || shown === undefined}
        testId="terminal-close"
        onClick={() => shown && connection.closeTerminal(shown.id)}
      />
    </div>
  );
}

/** In every namespace that the kernel has, drawn or not. */
function OpenMenu() {
  const { t } = useTranslation();
  const names = useLabShallow(({ observed }) => Object.keys(observed.namespaces)) ?? [];
  return (
    <MenuButton icon={IconPlus} label={t("terminals.open")} testId="terminal-open" leadsAway>
      {names.map((name) => (
        <Menu.Item key={name} data-testid="terminal-open-in" onClick={() => void openTerminal(name)}>
          {name}
        </Menu.Item>
      ))}
    </MenuButton>
  );
}
