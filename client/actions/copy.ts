import { IconClipboard, IconCopy, IconCopyPlus, IconCut } from "@tabler/icons-react";
import { hostId } from "../../shared/names.ts";
import { copyOf } from "../gestures/copy.ts";
import type { State } from "../state.ts";
import { useUi } from "../ui-state.ts";
import type { Action } from "./action.ts";
import { useClipboard } from "./clipboard.ts";
import { removeSelection } from "./edit.ts";
import { isLive, selectedNodes } from "./enabled.ts";
import { pasteDocument } from "./paste-document.ts";

/** A copy stands so far from what was copied, in both directions. */
const step = 40;

export const copyActions: readonly Action[] = [
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
      useUi.getState().announce(translate("canvas.copied", { count: copyable(state).length }));
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
];

function copySelection(state: State): void {
  if (state.lab !== null) useClipboard.getState().copy(copyOf(state.lab.document, state.selection));
}

function copyable(state: State): string[] {
  return selectedNodes(state).filter((id) => id !== hostId);
}
