import { type RecordId, type Topology } from "../../shared/topology.ts";
import type { Surroundings } from "./interface-kinds/kind.ts";
export declare function surroundingsOf(topology: Topology, namespace: RecordId): Surroundings;
