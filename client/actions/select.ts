import { IconSelectAll } from "@tabler/icons-react";
import { nodeIds } from "../gestures/names.ts";
import { useUi } from "../ui-state.ts";
import type { Action } from "./action.ts";
import { hasLab, topologyOf } from "./enabled.ts";

export const selectActions: readonly Action[] = [
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
