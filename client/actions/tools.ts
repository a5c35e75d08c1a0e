import { IconActivity, IconLine, IconPlayerPlay, IconRefreshAlert, IconTerminal2 } from "@tabler/icons-react";
import { containerPlace } from "../../shared/container.ts";
import { hostId } from "../../shared/names.ts";
import { namespaceOf } from "../../shared/topology.ts";
import { connectCards } from "../canvas/connect-cards.ts";
import { leadToScript } from "../panels/dock/script-focus.ts";
import { openTerminal } from "../panels/dock/terminal-focus.ts";
import { restart } from "../restart.ts";
import { useUi, type Mode } from "../ui-state.ts";
import type { Action } from "./action.ts";
import type { ActionContext } from "./context.ts";
import { hasLab, isLive, onlyContainer, selectedNamespaces, selectedNodes, topologyOf } from "./enabled.ts";

/** Two chosen already: done at once. One: it is where it starts. Otherwise the tool is in hand until Escape. */
function takeTool(
  mode: Extract<Mode, "wire" | "ping">,
  chosen: readonly string[],
  { translate }: ActionContext,
): void {
  const ui = useUi.getState();
  const [from, to, ...more] = chosen;
  if (from !== undefined && to !== undefined && more.length === 0) return connectCards(mode, from, to);
  if (ui.mode === mode) return ui.setMode("select");
  ui.setMode(mode, more.length === 0 ? from : null);
  ui.announce(translate(from === undefined ? `canvas.hint.${mode}From` : `canvas.hint.${mode}To`));
}

export const toolActions: readonly Action[] = [
  {
    id: "wire",
    labelKey: "actions.wire",
    group: "tools",
    icon: IconLine,
    shortcuts: ["L", "W"],
    isEnabled: isLive,
    run: (context) => takeTool("wire", selectedNodes(context.state), context),
  },
  {
    id: "ping",
    labelKey: "actions.ping",
    group: "tools",
    icon: IconActivity,
    shortcuts: ["P"],
    isEnabled: isLive,
    run: (context) => takeTool("ping", selectedNamespaces(context.state), context),
  },
  {
    id: "terminal",
    labelKey: "actions.terminal",
    group: "tools",
    icon: IconTerminal2,
    shortcuts: ["T"],
    isEnabled: isLive,
    run: ({ state }) => {
      const container = onlyContainer(state);
      const [chosen = hostId] = selectedNamespaces(state);
      const isIn = container?.state === "running";
      void openTerminal(isIn ? containerPlace(container.name) : namespaceOf(topologyOf(state), chosen).name);
    },
  },
  {
    id: "run-script",
    labelKey: "actions.run-script",
    group: "tools",
    icon: IconPlayerPlay,
    shortcuts: ["S"],
    isEnabled: hasLab,
    run: leadToScript,
  },
  {
    id: "restart-lab",
    labelKey: "actions.restart-lab",
    group: "tools",
    icon: IconRefreshAlert,
    shortcuts: [],
    isEnabled: hasLab,
    run: ({ state }) => void restart(state.lab?.id ?? ""),
  },
];
