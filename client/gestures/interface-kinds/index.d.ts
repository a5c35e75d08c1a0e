import type { SingleKind } from "../../../shared/interface-kinds/index.ts";
import type { SingleRecord } from "../../../shared/topology.ts";
import type { KindGestures, TunnelEnd } from "./kind.ts";
export declare const singleKinds: readonly SingleKind[];
export declare function suggestFor(kind: SingleKind): KindGestures["suggest"];
export declare function tunnelEndOf(record: SingleRecord): TunnelEnd | null;
export declare function meetOnLower(one: SingleRecord, other: SingleRecord): boolean;
