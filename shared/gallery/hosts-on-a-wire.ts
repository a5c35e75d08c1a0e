import { hostId } from "../names.ts";
import type { BridgeRecord, RecordId } from "../topology.ts";
import type { Draft } from "./draft.ts";

interface Wire {
  readonly count: number;
  /** Of host1, host2, … on it. */
  readonly address: (number: number) => string;
  /** In each host, with a box on it; none where it is left out. */
  readonly bridge?: (number: number) => Partial<BridgeRecord> & { readonly name: string };
  readonly box?: (number: number) => {
    readonly name?: string;
    readonly address?: string;
    readonly mtu?: number;
  };
  /** How far down from a host its bridge stands, when more is in it than interfaces. */
  readonly depth?: number;
  /** From one host to the next. */
  readonly spacing?: number;
}

/** host1, host2, … on one wire, each a router with a box behind its bridge. Tells the ids of the hosts. */
export function hostsOnAWire(
  draft: Draft,
  { count, address, bridge, box, depth = 200, spacing = 460 }: Wire,
): RecordId[] {
  const wire = draft.bridge("wire", -100, 180);
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const x = (number - (count + 1) / 2) * spacing - 116;
    const host = draft.router(`host${number}`, x, 340);
    draft.link({ in: host, address: `${address(number)}/24` }, { in: hostId, bridge: wire });
    if (bridge === undefined || box === undefined) return host;
    const { name, ...fields } = bridge(number);
    const inside = draft.bridge(name, x + 16, 340 + depth, { namespace: host, ...fields });
    const { mtu = 1500, ...end } = box(number);
    const namespace = draft.namespace(`box${number}`, x, 500 + depth);
    draft.link({ in: namespace, mtu, ...end }, { in: host, bridge: inside, mtu });
    return host;
  });
}
