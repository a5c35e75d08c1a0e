import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useLab, useStore } from "../store.ts";
import { ToolButton } from "../ui/ToolButton.tsx";
import { CommandLog } from "./dock/CommandLog.tsx";
import { dockTabs, useDock } from "./dock/dock-state.ts";
import { DockResizer } from "./dock/DockResizer.tsx";
import { DockTabs } from "./dock/DockTabs.tsx";
import { PingsTab } from "./dock/PingsTab.tsx";
import { ScriptTab } from "./dock/ScriptTab.tsx";
import { TerminalsTab } from "./dock/TerminalsTab.tsx";
import classes from "./Dock.module.css";

const panels = { commands: CommandLog, pings: PingsTab, terminals: TerminalsTab, script: ScriptTab } as const;

/** The bottom: what ran, what answers, shells, and a script. Folded, only its tabs are seen. */
export function Dock() {
  const { t } = useTranslation();
  const id = useId();
  const { isOpen, tab, height, setOpen } = useDock();
  const hasLab = useLab(() => true) ?? false;
  const isLost = useStore((state) => state.connection === "lost");
  if (!hasLab) return null;
  return (
    <section
      className={classes["dock"]}
      data-stale={isLost || undefined}
      style={isOpen ? { height } : undefined}
      aria-label={t("dock.label")}
      data-testid="dock"
    >
      {isOpen && <DockResizer />}
      <div className={classes["bar"]}>
        <DockTabs id={id} />
        <ToolButton
          icon={isOpen ? IconChevronDown : IconChevronUp}
          label={t(isOpen ? "dock.collapse" : "dock.expand")}
          size="sm"
          tooltip="left"
          testId="dock-toggle"
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      {dockTabs.map((name) => {
        const Panel = panels[name];
        return (
          <div
            key={name}
            id={`${id}-${name}`}
            className={classes["panel"]}
            role="tabpanel"
            aria-labelledby={`${id}-tab-${name}`}
            hidden={!isOpen || tab !== name}
            data-testid={`dock-${name}-panel`}
          >
            {isOpen && tab === name && <Panel />}
          </div>
        );
      })}
    </section>
  );
}
