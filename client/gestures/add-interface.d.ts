import { type Edit } from "../../shared/edit.ts";
import type { SingleKind } from "../../shared/interface-kinds/index.ts";
import { type Position, type RecordId, type Topology } from "../../shared/topology.ts";
import type { Wanting } from "./interface-kinds/kind.ts";
/** What has to be there before a namespace can get one of this kind; null when nothing. */
export declare function wantingFor(topology: Topology, namespace: RecordId, kind: SingleKind): Wanting | null;
/** One more interface in a namespace, up and on what suggests itself. */
export declare function addInterface(
  topology: Topology,
  id: RecordId,
  namespace: RecordId,
  kind: SingleKind,
): Edit | null;
/** A bridge in a namespace, ready to forward. */
export declare function addBridgeIn(
  topology: Topology,
  id: RecordId,
  namespace: RecordId,
  at: Position,
): Edit | null;
