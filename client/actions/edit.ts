import { IconCursorText, IconHourglass, IconPower, IconRestore, IconTrash } from "@tabler/icons-react";
import { hostId } from "../../shared/names.ts";
import { isInterface } from "../../shared/topology.ts";
import { connection } from "../connection.ts";
import { nextAdminState, removeRecords, setAdminState } from "../gestures/change.ts";
import type { State } from "../state.ts";
import { useQualityFocus } from "../panels/inspector/quality-focus.ts";
import { subjectOf } from "../panels/inspector/subject.ts";
import { useUi } from "../ui-state.ts";
import type { Action } from "./action.ts";
import { switchContainer } from "./container.ts";
import { hasSwitch, isLive, onlyContainer, removable, topologyOf } from "./enabled.ts";

export const editActions: readonly Action[] = [
  {
    id: "delete",
    labelKey: "actions.delete",
    group: "edit",
    icon: IconTrash,
    shortcuts: ["Delete", "Backspace"],
    isEnabled: (state) => isLive(state) && removable(state).length > 0,
    run: ({ state }) => removeSelection(state),
  },
  {
    id: "rename",
    labelKey: "actions.rename",
    group: "edit",
    icon: IconCursorText,
    shortcuts: ["F2"],
    isEnabled: (state) => isLive(state) && renamable(state) !== null,
    run: ({ state }) => {
      const record = renamable(state);
      if (record !== null) useUi.getState().edit({ record, field: "name" });
    },
  },
  {
    id: "toggle-state",
    labelKey: "actions.toggle-state",
    group: "edit",
    icon: IconPower,
    shortcuts: ["U"],
    isEnabled: (state) => isLive(state) && (hasSwitch(state) || onlyContainer(state) !== null),
    run: ({ state, translate }) => {
      const ids = [...state.selection];
      const container = onlyContainer(state);
      if (container !== null) {
        const verb = container.state === "running" ? "stop" : "start";
        const now = verb === "stop" ? "stopped" : "running";
        void switchContainer(container.id, verb).then(
          (outcome) => outcome.ok && useUi.getState().announce(translate(`canvas.nowState.${now}`)),
        );
        return;
      }
      const next = nextAdminState(topologyOf(state), ids);
      if (next === null) return;
      void connection
        .sendEdit((topology) => setAdminState(topology, ids, next), ids)
        .then((outcome) => outcome.ok && useUi.getState().announce(translate(`canvas.nowState.${next}`)));
    },
  },
  {
    id: "link-quality",
    labelKey: "actions.link-quality",
    group: "edit",
    icon: IconHourglass,
    shortcuts: ["Q"],
    isEnabled: (state) => isLive(state) && hasQuality(state),
    run: () => useQualityFocus.getState().want(true),
  },
  {
    id: "restore",
    labelKey: "actions.restore",
    group: "edit",
    icon: IconRestore,
    shortcuts: [],
    isEnabled: (state) => isLive(state) && state.selection.size > 0,
    run: ({ state }) => void connection.restore([...state.selection]),
  },
];

export function removeSelection(state: State): void {
  const ids = removable(state);
  void connection.sendEdit((topology) => removeRecords(topology, ids), ids);
}

/** A link, or another interface. */
function hasQuality(state: State): boolean {
  const subject = subjectOf(topologyOf(state), state.selection);
  return subject !== null && ["link", "veth", "bridge", "single"].includes(subject.kind);
}

function renamable(state: State): string | null {
  const [id, ...others] = state.selection;
  if (id === undefined || id === hostId || others.length > 0) return null;
  const record = topologyOf(state)[id];
  return record?.kind === "namespace" || record?.kind === "container" || isInterface(record) ? id : null;
}
