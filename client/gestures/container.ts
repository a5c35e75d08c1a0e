import { applyEdit } from "../../shared/apply-edit.ts";
import { addContainer, subnetsOf, type ContainerMode } from "../../shared/container-edits.ts";
import { batch, type Edit } from "../../shared/edit.ts";
import { newId } from "../../shared/ids.ts";
import { hostId, nextFreeName } from "../../shared/names.ts";
import { freeNetwork } from "../../shared/networks.ts";
import { formatPrefix, nthAddress, parsePrefix } from "../../shared/prefix.ts";
import {
  interfacesOf,
  newBridge,
  type Document,
  type Position,
  type RecordId,
  type Topology,
} from "../../shared/topology.ts";
import { interfaceNames } from "./names.ts";

/** A container on this bridge, or on the first that has addresses to give; where there is none, on one like Docker's. */
export function addContainerOn(
  document: Document,
  id: RecordId,
  at: Position,
  wanted: RecordId | null = null,
): Edit | null {
  const place = { x: Math.round(at.x), y: Math.round(at.y) };
  const bridge = wanted ?? firstBridge(document.topology);
  if (bridge !== null) return addContainer(document, { id, at: place, network: { mode: "bridge", bridge } });
  const added = addDefaultBridge(document.topology, at);
  if (added === null) return addContainer(document, { id, at: place, network: { mode: "none" } });
  const network: ContainerMode = { mode: "bridge", bridge: added.bridge };
  const container = addContainer(applyEdit(document, added.edit), { id, at: place, network });
  return container === null ? null : batch(added.edit, container);
}

function firstBridge(topology: Topology): RecordId | null {
  for (const record of interfacesOf(topology, hostId))
    if (record.kind === "bridge" && subnetsOf(record).length > 0) return record.id;
  return null;
}

/** What Docker begins with: docker0, 172.17.0.1/16. */
function addDefaultBridge(topology: Topology, at: Position): { edit: Edit; bridge: RecordId } | null {
  const usual = parsePrefix("172.17.0.0/16");
  const network = usual === null ? null : freeNetwork(topology, usual);
  const first = network === null ? null : nthAddress(network, 1);
  if (first === null) return null;
  const bridge = newId();
  const name = nextFreeName("docker", interfaceNames(topology, hostId));
  const record = newBridge(bridge, hostId, name, { adminState: "up", addresses: [formatPrefix(first)] });
  const above = { x: Math.round(at.x) + 16, y: Math.round(at.y) - 160 };
  return { bridge, edit: batch({ op: "add", record }, { op: "place", positions: { [bridge]: above } }) };
}
