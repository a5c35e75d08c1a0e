import type { Position, RecordId, Topology } from "../../shared/topology.ts";
import { hostId } from "../../shared/names.ts";
import { isNodeRecord } from "../gestures/names.ts";
import { boundsOf, type Rectangle } from "../gestures/rectangle.ts";
import { autoLayout } from "./auto-layout.ts";
import { freeSpot } from "./free-spot.ts";
import { card, cardGap, placesOf, rectangleAt } from "./geometry.ts";
import { nodeLinks } from "./node-links.ts";
import { indexOf } from "./topology-index.ts";

type Places = Readonly<Record<RecordId, Position>>;

interface Placed extends Rectangle {
  readonly id: RecordId;
}

const gap = 80;
/** So many at once were made by hand; more, by a program or a file, are laid out as a whole. */
const oneByOne = 4;
/** Cards in a row, of those that stand alone. */
const perRow = 5;

/**
 * Places for cards nobody has placed: made by a program or in a terminal. `known` are those given before; they stay, so
 * that a card does not jump when something else appears. The same object comes back when nothing is missing.
 */
export function defaultPlaces(topology: Topology, layout: Places, known: Places): Places {
  const missing: Record<RecordId, Rectangle> = {};
  const placed: Placed[] = [];
  const index = indexOf(topology);
  for (const record of Object.values(topology)) {
    if (!isNodeRecord(topology, record)) continue;
    const place = layout[record.id] ?? known[record.id];
    const at = rectangleAt(record, index, place ?? { x: 0, y: 0 });
    if (place === undefined) missing[record.id] = at;
    else placed.push({ id: record.id, ...at });
  }
  const count = Object.keys(missing).length;
  if (count === 0) return known;
  const isByHand = placed.length > 0 && count <= oneByOne;
  const corners = isByHand ? oneAfterOther(topology, missing, placed) : beside(topology, missing, placed);
  return { ...known, ...placesOf(topology, corners) };
}

/** Each near what it is linked to; what stands alone continues the lowest row. */
function oneAfterOther(
  topology: Topology,
  missing: Readonly<Record<RecordId, Rectangle>>,
  placed: readonly Placed[],
): Places {
  const taken = [...placed];
  const places: Record<RecordId, Position> = {};
  // Bridges first: what hangs on them stands around them.
  const order = Object.keys(missing).toSorted((a, b) => rankOf(topology, a) - rankOf(topology, b));
  for (const id of order) {
    const { width = 0, height = 0 } = missing[id] ?? {};
    const touched = taken.filter((other) => neighboursOf(topology, id).has(other.id));
    const wanted = touched.length === 0 ? nextInRow(taken) : besideThese(topology, touched, width);
    const at = freeSpot(taken, { ...wanted, width, height });
    places[id] = at;
    taken.push({ id, ...at, width, height });
  }
  return places;
}

function rankOf(topology: Topology, id: RecordId): number {
  return topology[id]?.kind === "bridge" ? 0 : 1;
}

/** The cards and bars at the other ends of its links. */
function neighboursOf(topology: Topology, id: RecordId): ReadonlySet<RecordId> {
  const neighbours = new Set<RecordId>();
  for (const [one, other] of nodeLinks(topology)) {
    if (one === other) continue;
    if (one === id) neighbours.add(other);
    if (other === id) neighbours.add(one);
  }
  return neighbours;
}

/** Below a bridge, to the right of another card. */
function besideThese(topology: Topology, touched: readonly Placed[], width: number): Position {
  const bounds = boundsOf(touched);
  if (touched.some(({ id }) => topology[id]?.kind === "bridge" || id === hostId)) return below(bounds, width);
  return { x: bounds.x + bounds.width + 2 * cardGap, y: bounds.y };
}

function below({ x, y, width, height }: Rectangle, ownWidth: number): Position {
  return { x: x + (width - ownWidth) / 2, y: y + height + gap };
}

/** The lab's host stands above the rows. */
function nextInRow(placed: readonly Placed[]): Position {
  const [host] = placed;
  const rows = placed.filter(({ id }) => id !== hostId);
  if (rows.length === 0) return host === undefined ? { x: 0, y: 0 } : below(host, host.width);
  const lowest = Math.max(...rows.map(({ y }) => y));
  const row = rows.filter(({ y }) => y > lowest - card.head);
  const last = boundsOf(row);
  if (row.length < perRow) return { x: last.x + last.width + cardGap, y: lowest };
  return { x: boundsOf(rows).x, y: lowest + last.height + cardGap };
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
