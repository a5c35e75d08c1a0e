import {
  IconFocusCentered,
  IconMaximize,
  IconSearch,
  IconZoomIn,
  IconZoomOut,
  IconZoomReset,
} from "@tabler/icons-react";
import { nodeOf } from "../gestures/names.ts";
import { useUi } from "../ui-state.ts";
import type { Action } from "./action.ts";
import { hasLab, topologyOf } from "./enabled.ts";

export const viewActions: readonly Action[] = [
  {
    id: "zoom-in",
    labelKey: "actions.zoom-in",
    group: "view",
    icon: IconZoomIn,
    shortcuts: ["Mod++", "Mod+="],
    isEnabled: hasLab,
    run: ({ viewport }) => viewport?.zoomIn(),
  },
  {
    id: "zoom-out",
    labelKey: "actions.zoom-out",
    group: "view",
    icon: IconZoomOut,
    shortcuts: ["Mod+-"],
    isEnabled: hasLab,
    run: ({ viewport }) => viewport?.zoomOut(),
  },
  {
    id: "zoom-fit",
    labelKey: "actions.zoom-fit",
    group: "view",
    icon: IconMaximize,
    shortcuts: ["Shift+1"],
    isEnabled: hasLab,
    run: ({ viewport }) => viewport?.fit(),
  },
  {
    id: "zoom-selection",
    labelKey: "actions.zoom-selection",
    group: "view",
    icon: IconFocusCentered,
    shortcuts: ["Shift+2"],
    isEnabled: (state) => state.lab !== null && state.selection.size > 0,
    run: ({ state, viewport }) => {
      const nodes = [...state.selection].flatMap((id) => nodeOf(topologyOf(state), id) ?? []);
      viewport?.fit(nodes);
    },
  },
  {
    id: "zoom-100",
    labelKey: "actions.zoom-100",
    group: "view",
    icon: IconZoomReset,
    shortcuts: ["Shift+0", "Mod+0"],
    isEnabled: hasLab,
    run: ({ viewport }) => viewport?.zoomTo(1),
  },
  {
    id: "search",
    labelKey: "actions.search",
    group: "view",
    icon: IconSearch,
    shortcuts: ["Mod+F", "/"],
    isEnabled: hasLab,
    run: () => useUi.getState().openDialog("search"),
  },
];
