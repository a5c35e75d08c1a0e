import { ownerOf } from "./container-rules.ts";
import { addressFamily, namespaceOf, recordsOfKind, type RecordId, type Topology } from "./topology.ts";

/** Who is plugged into a bridge, as `docker network inspect` has it. */
export interface NetworkMember {
  /** Its interface. */
  readonly id: RecordId;
  /** Of the container, or else of the namespace. */
  readonly name: string;
  readonly macAddress: string;
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
}

export function membersOf(topology: Topology, bridge: RecordId): NetworkMember[] {
  const ports = [...recordsOfKind(topology, "veth")].filter(({ master }) => master === bridge);
  return ports.flatMap(({ peer }) => {
    const end = topology[peer];
    if (end?.kind !== "veth" || end.master !== null) return [];
    const { name } = ownerOf(topology, end.namespace) ?? namespaceOf(topology, end.namespace);
    const of = (family: "ipv4" | "ipv6") =>
      end.addresses.filter((address) => addressFamily(address) === family);
    return [{ id: end.id, name, macAddress: end.macAddress, ipv4: of("ipv4"), ipv6: of("ipv6") }];
  });
}
