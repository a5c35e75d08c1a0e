import { pasteDocument } from "../actions/paste-document.ts";
import { connection } from "../connection.ts";
import { copyOf } from "../gestures/copy.ts";
import { placeRecords } from "../gestures/place.ts";
import type { Position, RecordId } from "../../shared/topology.ts";
import { useStore } from "../store.ts";
import { useDrags } from "./drags.ts";

type Positions = Readonly<Record<RecordId, Position>>;

/** Cards were put down: one edit for all of them. Refused, they go back to where the document has them. */
export function moveEnd(): void {
  const { held, drop } = useDrags.getState();
  drop();
  void place(held);
}

/** Put down with Alt: they stay where they were, and copies stand where they were dragged to. */
export function dragEnd(event: Pick<MouseEvent, "altKey">): void {
  const { held, drop, settle } = useDrags.getState();
  const { lab } = useStore.getState();
  const [[first, to] = [null, null]] = Object.entries(held);
  const from = first === null ? undefined : lab?.document.layout[first];
  if (!event.altKey || lab === null || to === null || from === undefined) return moveEnd();
  drop();
  settle(Object.keys(held));
  void pasteDocument(copyOf(lab.document, new Set(Object.keys(held))), {
    x: to.x - from.x,
    y: to.y - from.y,
  });
}

async function place(positions: Positions): Promise<void> {
  const ids = Object.keys(positions);
  if (ids.length === 0) return;
  await connection.sendEdit((topology) => placeRecords(topology, positions), []);
  useDrags.getState().settle(ids);
}
