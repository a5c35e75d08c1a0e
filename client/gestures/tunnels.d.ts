import { type SingleRecord, type Topology } from "../../shared/topology.ts";
/** Two interfaces that reach each other through another network. The first is the one whose id comes first. */
export type Tunnel = readonly [SingleRecord, SingleRecord];
/** Of the same kind and number, and each sends to the other, by an address of its namespace or by its name. */
export declare function tunnelsOf(topology: Topology): readonly Tunnel[];
