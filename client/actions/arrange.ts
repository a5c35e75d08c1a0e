import {
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconSitemap,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Position, RecordId } from "../../shared/topology.ts";
import { autoLayout } from "../canvas/auto-layout.ts";
import { rectanglesOf, useDrawing } from "../canvas/drawing.ts";
import { placesOf } from "../canvas/geometry.ts";
import { connection } from "../connection.ts";
import { align, distribute, placeRecords, type Alignment } from "../gestures/place.ts";
import type { State } from "../state.ts";
import type { Action } from "./action.ts";
import { isLive, selectedNodes, topologyOf } from "./enabled.ts";

function place(corners: Readonly<Record<RecordId, Position>>): Promise<unknown> {
  return connection.sendEdit(
    (topology) => placeRecords(topology, placesOf(topology, corners)),
    Object.keys(corners),
  );
}

function hasSeveral(state: State, count: number): boolean {
  return isLive(state) && selectedNodes(state).length >= count;
}

function alignAction(alignment: Alignment, icon: TablerIcon, shortcut: string): Action {
  return {
    id: `align-${alignment}`,
    labelKey: `actions.align-${alignment}`,
    group: "arrange",
    icon,
    shortcuts: [shortcut],
    isEnabled: (state) => hasSeveral(state, 2),
    run: ({ state }) => void place(align(rectanglesOf(selectedNodes(state)), alignment)),
  };
}

function distributeAction(
  direction: "horizontally" | "vertically",
  icon: TablerIcon,
  shortcut: string,
): Action {
  return {
    id: `distribute-${direction}`,
    labelKey: `actions.distribute-${direction}`,
    group: "arrange",
    icon,
    shortcuts: [shortcut],
    isEnabled: (state) => hasSeveral(state, 3),
    run: ({ state }) =>
      void place(distribute(rectanglesOf(selectedNodes(state)), direction === "horizontally" ? "x" : "y")),
  };
}

export const arrangeActions: readonly Action[] = [
  alignAction("left", IconLayoutAlignLeft, "Alt+A"),
  alignAction("right", IconLayoutAlignRight, "Alt+D"),
  alignAction("top", IconLayoutAlignTop, "Alt+W"),
  alignAction("bottom", IconLayoutAlignBottom, "Alt+S"),
  alignAction("center", IconLayoutAlignCenter, "Alt+H"),
  alignAction("middle", IconLayoutAlignMiddle, "Alt+V"),
  distributeAction("horizontally", IconLayoutDistributeHorizontal, "Alt+Shift+H"),
  distributeAction("vertically", IconLayoutDistributeVertical, "Alt+Shift+V"),
  {
    id: "auto-layout",
    labelKey: "actions.auto-layout",
    group: "arrange",
    icon: IconSitemap,
    shortcuts: ["Shift+L"],
    isEnabled: isLive,
    run: ({ state, viewport }) => {
      const { rectangles } = useDrawing.getState().drawing;
      void place(autoLayout(topologyOf(state), rectangles)).then(() => viewport?.fit());
    },
  },
];
