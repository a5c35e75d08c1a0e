import type { NodeChange } from "@xyflow/react";
import { topologyOf } from "../actions/enabled.ts";
import { isNode } from "../gestures/names.ts";
import { useStore } from "../store.ts";
import { useDrags } from "./drags.ts";
import { placesOf } from "./geometry.ts";
import type { LabNode } from "./to-flow.ts";

type Changes = readonly NodeChange<LabNode>[];

/** What hands do with cards, as React Flow tells it. `isAdding`: to what is selected already. */
export function followChanges(changes: Changes, isAdding: boolean): void {
  followDrags(changes);
  followSelection(changes, isAdding);
}

/** Cards follow the pointer at once; the document hears of it when they are put down. */
function followDrags(changes: Changes): void {
  const moved = changes.flatMap((change) =>
    change.type === "position" && change.position !== undefined && change.dragging === true
      ? [[change.id, change.position] as const]
      : [],
  );
  if (moved.length > 0)
    useDrags.getState().drag(placesOf(topologyOf(useStore.getState()), Object.fromEntries(moved)));
}

/** React Flow knows of cards only: links and interfaces give way to a card chosen alone here. */
function followSelection(changes: Changes, isAdding: boolean): void {
  const selected = changes.filter((change) => change.type === "select");
  if (selected.length === 0) return;
  const { select, ...state } = useStore.getState();
  const giveWay = !isAdding && selected.some((change) => change.selected);
  const stays = (id: string) => !giveWay || isNode(topologyOf(state), id);
  const next = new Set([...state.selection].filter(stays));
  for (const change of selected) {
    if (change.selected) next.add(change.id);
    else next.delete(change.id);
  }
  select(next);
}
