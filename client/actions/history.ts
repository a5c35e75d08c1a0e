import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { connection } from "../connection.ts";
import { useUi } from "../ui-state.ts";
import type { Action } from "./action.ts";
import { isAsking, isLive } from "./enabled.ts";

export const historyActions: readonly Action[] = [
  {
    id: "undo",
    labelKey: "actions.undo",
    group: "edit",
    icon: IconArrowBackUp,
    shortcuts: ["Mod+Z"],
    isEnabled: (state) => isLive(state) && (state.lab?.history.canUndo === true || isAsking(state)),
    run: ({ translate }) =>
      void connection
        .undo()
        .then((outcome) => outcome.ok && useUi.getState().announce(translate("canvas.undone"))),
  },
  {
    id: "redo",
    labelKey: "actions.redo",
    group: "edit",
    icon: IconArrowForwardUp,
    shortcuts: ["Mod+Shift+Z", "Mod+Y"],
    isEnabled: (state) => isLive(state) && (state.lab?.history.canRedo === true || isAsking(state)),
    run: ({ translate }) =>
      void connection
        .redo()
        .then((outcome) => outcome.ok && useUi.getState().announce(translate("canvas.redone"))),
  },
];
