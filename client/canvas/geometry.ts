import type { Rectangle, Size } from "../gestures/rectangle.ts";
import type { ContainerRecord } from "../../shared/container.ts";
import type { BridgeRecord, NamespaceRecord, Position, RecordId, Topology } from "../../shared/topology.ts";
import { indexOf, type TopologyIndex } from "./topology-index.ts";

/** Sizes are reckoned, not measured, so that links know where chips are; the style sheet uses the same numbers. */
export const card = { width: 232, head: 40, chip: 28, padding: 8 } as const;
/** Up to `roomy` ports have room for their names. */
export const bar = { height: 56, minWidth: 200, portGap: 80, roomy: 10 } as const;
/** What auto layout leaves between two cards. */
export const cardGap = 60;
/** A few members stand in one row; more, in rows that together are about as wide as a screen. */
const maxInRow = 6;
const columnsPerRow = 1.25;

type NodeRecord = NamespaceRecord | BridgeRecord | ContainerRecord;

/** @param strangers  rows for what no record can stand for */
function sizeOf(record: NodeRecord, index: TopologyIndex, strangers: number): Size {
  if (record.kind === "bridge") return { width: widthFor(portsOf(record, index)), height: bar.height };
  const rows =
    (index.chips.get(record.id)?.length ?? 0) + strangers + (index.containers.get(record.id)?.length ?? 0);
  return { width: card.width, height: card.head + Math.max(1, rows) * card.chip + card.padding };
}

function portsOf(record: BridgeRecord, index: TopologyIndex): number {
  return index.ports.get(record.id)?.length ?? 0;
}

/** With many ports, as wide as auto layout's rows of as many members. */
function widthFor(ports: number): number {
  if (ports <= bar.roomy) return Math.max(bar.minWidth, (ports + 1) * bar.portGap);
  const rows = Math.sqrt(ports * columnsPerRow) * (card.width + cardGap) - cardGap;
  return Math.round(rows / 40) * 40;
}

/** How many columns so many members of one hub stand in, the last row not much shorter than the others. */
export function columnsFor(members: number): number {
  if (members <= maxInRow) return members;
  const rows = Math.ceil(members / Math.max(4, Math.ceil(Math.sqrt(members * columnsPerRow))));
  return Math.ceil(members / rows);
}

/** Where a card or bar with this place in the layout is drawn. A bar grows to both sides of its middle. */
export function rectangleAt(
  record: NodeRecord,
  index: TopologyIndex,
  { x, y }: Position,
  strangers = 0,
): Rectangle {
  return { x: x - overhang(record, index), y, ...sizeOf(record, index, strangers) };
}

/** The reverse: layouts know nothing of ports, so that nothing has to be moved when they come and go. */
export function placesOf(
  topology: Topology,
  corners: Readonly<Record<RecordId, Position>>,
): Record<RecordId, Position> {
  const index = indexOf(topology);
  return Object.fromEntries(
    Object.entries(corners).map(([id, { x, y }]) => {
      const record = topology[id];
      return [id, { x: record?.kind === "bridge" ? x + overhang(record, index) : x, y }];
    }),
  );
}

function overhang(record: NodeRecord, index: TopologyIndex): number {
  return record.kind === "bridge" ? (widthFor(portsOf(record, index)) - bar.minWidth) / 2 : 0;
}
