import type { Position, RecordId, Topology } from "../../shared/topology.ts";
import { hostId } from "../../shared/names.ts";
import { boundsOf, type Rectangle } from "../gestures/rectangle.ts";
import { autoLayout } from "./auto-layout.ts";
import { placesOf, rectangleAt } from "./geometry.ts";
import { indexOf } from "./topology-index.ts";

type Places = Readonly<Record<RecordId, Position>>;

const gap = 80;

/**
 * Places for cards nobody has placed: made by a program or in a terminal. `known` are those given before; they stay, so
 * that a card does not jump when something else appears. The same object comes back when nothing is missing.
 */
export function defaultPlaces(topology: Topology, layout: Places, known: Places): Places {
  const missing: Record<RecordId, Rectangle> = {};
  const placed: Rectangle[] = [];
  const index = indexOf(topology);
  for (const record of Object.values(topology)) {
    if (record.kind !== "namespace" && record.kind !== "bridge") continue;
    const place = layout[record.id] ?? known[record.id];
    const at = rectangleAt(record, index, place ?? { x: 0, y: 0 });
    if (place === undefined) missing[record.id] = at;
    else placed.push(at);
  }
  if (Object.keys(missing).length === 0) return known;
  return { ...known, ...placesOf(topology, beside(topology, missing, placed)) };
}

function beside(
  topology: Topology,
  missing: Readonly<Record<RecordId, Rectangle>>,
  placed: readonly Rectangle[],
): Places {
  const { [hostId]: host, ...others } = missing;
  const hasOthers = Object.keys(others).length > 0;
  const positions = hasOthers ? autoLayout(topology, missing) : { [hostId]: { x: 0, y: 0 } };
  if (placed.length === 0 && hasOthers) return positions;
  const all = placed.length === 0 ? { x: 0, y: 0, width: host?.width ?? 0, height: 0 } : boundsOf(placed);
  if (!hasOthers) return { [hostId]: { x: all.x, y: all.y - (host?.height ?? 0) - gap } };
  const now = boundsOf(Object.entries(positions).map(([id, at]) => ({ ...(missing[id] ?? all), ...at })));
  const dx = all.x - now.x;
  const dy = all.y + all.height + gap - now.y;
  return Object.fromEntries(
    Object.entries(positions).map(([id, { x, y }]) => [id, { x: x + dx, y: y + dy }]),
  );
}
