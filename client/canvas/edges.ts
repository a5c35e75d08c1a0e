import type { Edge } from "@xyflow/react";
import type { InterfaceRecord, Position, RecordId, Topology } from "../../shared/topology.ts";
import type { Anchor } from "./anchors.ts";
import type { Curves } from "./curves.ts";
import { drawnAt } from "./far-end.ts";

/** What React Flow is given for each line, by what it stands for. */
export type LabEdge =
  | Drawn<LinkData, "link" | "lower" | "port">
  | Drawn<TunnelData, "tunnel">
  | Drawn<OutsideData, "outside">
  | Drawn<TetherData, "tether">;

export type TunnelLine = Extract<LabEdge, { type: "tunnel" }>;

type Drawn<Data extends Record<string, unknown>, Type extends string> = Edge<Data, Type> & {
  readonly type: Type;
  readonly data: Data;
};

export interface LinkData extends Record<string, unknown> {
  readonly from: RecordId;
  readonly to: RecordId;
  readonly start: Anchor;
  readonly end: Anchor;
}
export interface TunnelData extends Record<string, unknown> {
  readonly from: RecordId;
  readonly to: RecordId;
  /** Null where the tunnel begins and ends with the links that it goes through. */
  readonly start: Anchor | null;
  readonly end: Anchor | null;
  readonly curves: Curves;
  /** Where its words stand; null where those of another one say the same. */
  readonly words: TunnelWords | null;
}
export interface TunnelWords extends Position {
  readonly anchor: "start" | "middle" | "end";
}
export interface OutsideData extends Record<string, unknown> {
  readonly from: RecordId;
  readonly start: Anchor;
  /** Where the world is drawn. */
  readonly end: Position;
}
export interface TetherData extends Record<string, unknown> {
  readonly start: Position;
  readonly end: Position;
}

export const edgeDefaults = { selectable: false, focusable: false, ariaRole: "group" } as const;

export function endNodes(topology: Topology, from: InterfaceRecord, to: InterfaceRecord) {
  return { source: drawnAt(topology, from), target: drawnAt(topology, to) };
}
