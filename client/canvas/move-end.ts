import { connection } from "../connection.ts";
import { placeRecords } from "../gestures/place.ts";
import { useDrags } from "./drags.ts";

/** Cards were put down: one edit for all of them. Refused, they go back to where the document has them. */
export function moveEnd(): void {
  const { held, drop } = useDrags.getState();
  drop();
  void place(held);
}

async function place(
  positions: Readonly<Record<string, { readonly x: number; readonly y: number }>>,
): Promise<void> {
  const ids = Object.keys(positions);
  if (ids.length === 0) return;
  await connection.sendEdit((topology) => placeRecords(topology, positions), []);
  useDrags.getState().settle(ids);
}
