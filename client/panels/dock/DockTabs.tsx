import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useLab } from "../../store.ts";
import classes from "./DockTabs.module.css";
import { dockTabs, useDock, type DockTab } from "./dock-state.ts";

/** Tabs as WAI-ARIA has them: one stop in the tab order, arrows move between them. */
export function DockTabs({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { isOpen, tab, show, setOpen, hiddenPings } = useDock();
  const commands = useLab((lab) => lab.log.reduce((sum, entry) => sum + entry.steps.length, 0)) ?? 0;
  const pings = useLab((lab) => lab.pings.filter(({ ping }) => !hiddenPings.has(ping.id)).length) ?? 0;
  const terminals = useLab((lab) => lab.terminals.length) ?? 0;
  const script = useLab((lab) => (lab.script?.end === null ? 1 : 0)) ?? 0;
  const counts: Readonly<Record<DockTab, number>> = { commands, pings, terminals, script };
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.stopPropagation();
    const next = dockTabs[(dockTabs.indexOf(tab) + step + dockTabs.length) % dockTabs.length] ?? "commands";
    show(next);
    document.getElementById(`${id}-tab-${next}`)?.focus();
  };
  return (
    <div
      className={classes["tabs"]}
      role="tablist"
      aria-label={t("dock.label")}
      tabIndex={-1}
      onKeyDown={move}
    >
      {dockTabs.map((name) => (
        <button
          key={name}
          type="button"
          id={`${id}-tab-${name}`}
          className={classes["tab"]}
          role="tab"
          aria-selected={tab === name}
          aria-controls={`${id}-${name}`}
          tabIndex={tab === name ? 0 : -1}
          data-open={isOpen || undefined}
          data-testid={`dock-${name}`}
          onClick={() => (isOpen && tab === name ? setOpen(false) : show(name))}
        >
          {t(`dock.${name}`)}
          {counts[name] > 0 && (
            <span className={classes["count"]}>{formatCount(counts[name], language)}</span>
          )}
        </button>
      ))}
    </div>
  );
}
