import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconClipboard,
  IconCopy,
  IconCopyPlus,
  IconCut,
  IconCursorText,
  IconPower,
  IconRestore,
  IconSelectAll,
  IconTrash,
} from "@tabler/icons-react";
import { hostId } from "../../shared/names.ts";
import { isInterface } from "../../shared/topology.ts";
import { connection } from "../connection.ts";
import { nextAdminState, removeRecords, setAdminState } from "../gestures/change.ts";
import { copyOf } from "../gestures/copy.ts";
import { nodeIds } from "../gestures/names.ts";
import type { State } from "../state.ts";
import { useUi } from "../ui-state.ts";
import type { Action } from "./action.ts";
import { useClipboard } from "./clipboard.ts";
import { pasteDocument } from "./paste-document.ts";
import { hasLab, hasSwitch, isAsking, isLive, removable, selectedNodes, topologyOf } from "./enabled.ts";

const step = 40;

export const editActions: readonly Action[] = [
  {
    id: "undo",
    labelKey: "actions.undo",
    group: "edit",
    icon: IconArrowBackUp,
    shortcuts: ["Mod+Z"],
    isEnabled: (state) => isLive(state) && (state.lab?.history.canUndo === true || isAsking(state)),
    run: ({ translate }) =>
      void connection.undo().then((outcome) => outcome.ok && announce(translate("canvas.undone"))),
  },
  {
    id: "redo",
    labelKey: "actions.redo",
    group: "edit",
    icon: IconArrowForwardUp,
    shortcuts: ["Mod+Shift+Z", "Mod+Y"],
    isEnabled: (state) => isLive(state) && (state.lab?.history.canRedo === true || isAsking(state)),
    run: ({ translate }) =>
      void connection.redo().then((outcome) => outcome.ok && announce(translate("canvas.redone"))),
  },
  {
    id: "cut",
    labelKey: "actions.cut",
    group: "edit",
    icon: IconCut,
    shortcuts: ["Mod+X"],
    isEnabled: (state) => isLive(state) && copyable(state).length > 0,
    run: ({ state }) => {
      copySelection(state);
      removeSelection(state);
    },
  },
  {
    id: "copy",
    labelKey: "actions.copy",
    group: "edit",
    icon: IconCopy,
    shortcuts: ["Mod+C"],
    isEnabled: (state) => copyable(state).length > 0,
    run: ({ state, translate }) => {
      copySelection(state);
      announce(translate("canvas.copied", { count: copyable(state).length }));
    },
  },
  {
    id: "paste",
    labelKey: "actions.paste",
    group: "edit",
    icon: IconClipboard,
    shortcuts: ["Mod+V"],
    isEnabled: (state) => isLive(state) && state.hasClipboard,
    run: () => {
      const { content, pastes, pasted } = useClipboard.getState();
      if (content === null) return;
      pasted();
      void pasteDocument(content, { x: step * (pastes + 1), y: step * (pastes + 1) });
    },
  },
  {
    id: "duplicate",
    labelKey: "actions.duplicate",
    group: "edit",
    icon: IconCopyPlus,
    shortcuts: ["Mod+D"],
    isEnabled: (state) => isLive(state) && copyable(state).length > 0,
    run: ({ state }) => {
      if (state.lab === null) return;
      void pasteDocument(copyOf(state.lab.document, state.selection), { x: step, y: step });
    },
  },
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
    isEnabled: (state) => isLive(state) && hasSwitch(state),
    run: ({ state, translate }) => {
      const ids = [...state.selection];
      const next = nextAdminState(topologyOf(state), ids);
      if (next === null) return;
      void connection
        .sendEdit((topology) => setAdminState(topology, ids, next), ids)
        .then((outcome) => outcome.ok && announce(translate(`canvas.nowState.${next}`)));
    },
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
  {
    id: "select-all",
    labelKey: "actions.select-all",
    group: "edit",
    icon: IconSelectAll,
    shortcuts: ["Mod+A"],
    isEnabled: hasLab,
    run: ({ state, select }) => select(nodeIds(topologyOf(state))),
  },
  {
    id: "select-none",
    labelKey: "actions.select-none",
    group: "edit",
    shortcuts: ["Escape"],
    isEnabled: hasLab,
    run: ({ select }) => {
      select([]);
      useUi.getState().setMode("select");
    },
  },
];

function copySelection(state: State): void {
  if (state.lab !== null) useClipboard.getState().copy(copyOf(state.lab.document, state.selection));
}

function removeSelection(state: State): void {
  const ids = removable(state);
  void connection.sendEdit((topology) => removeRecords(topology, ids), ids);
}

function copyable(state: State): string[] {
  return selectedNodes(state).filter((id) => id !== hostId);
}

function renamable(state: State): string | null {
  const [id, ...others] = state.selection;
  if (id === undefined || id === hostId || others.length > 0) return null;
  const record = topologyOf(state)[id];
  return record?.kind === "namespace" || isInterface(record) ? id : null;
}

function announce(text: string): void {
  useUi.getState().announce(text);
}
