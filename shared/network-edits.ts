import { subnetsOf } from "./container-edits.ts";
import { batch, type Edit } from "./edit.ts";
import { isEqual } from "./equal.ts";
import {
  matchesAll,
  newFirewall,
  type FirewallChain,
  type FirewallRecord,
  type FirewallRule,
} from "./firewall.ts";
import { newId } from "./ids.ts";
import { hostId, nextFreeName } from "./names.ts";
import { freeNetwork } from "./networks.ts";
import { formatPrefix, networkOf, nthAddress, parsePrefix } from "./prefix.ts";
import {
  interfacesOf,
  namespaceOf,
  newBridge,
  recordsOfKind,
  type BridgeRecord,
  type Document,
  type Position,
  type RecordId,
  type Topology,
} from "./topology.ts";

/**
 * A network in Docker's sense, user-defined: a bridge of the lab's host with an address, on which containers find each
 * other by name. Its subnet reaches the outside by masquerade, and other networks not at all. All of it is ordinary
 * records; the rules are the host's firewall's, and anybody's to change.
 */

export interface NetworkWish {
  readonly id: RecordId;
  /** The next free one when left out. */
  readonly name?: string | undefined;
  /** The next free one when left out. */
  readonly subnet?: string | undefined;
  /** The bridge's own address; the subnet's first when left out. */
  readonly gateway?: string | undefined;
  /** As on all but Docker's default one. */
  readonly resolvesNames?: boolean | undefined;
  readonly at?: Position | undefined;
}

/** Null when there is no free subnet. */
export function addNetwork({ topology }: Document, wish: NetworkWish): Edit | null {
  const usual = parsePrefix(wish.subnet ?? "172.18.0.0/16");
  const subnet = usual === null || wish.subnet !== undefined ? usual : freeNetwork(topology, usual);
  const first = subnet === null ? null : nthAddress(networkOf(subnet), 1);
  if (first === null) return null;
  const gateway = { ...first, address: wish.gateway ?? first.address };
  const taken = new Set([...interfacesOf(topology, hostId)].map(({ name }) => name));
  const bridge = newBridge(wish.id, hostId, wish.name ?? nextFreeName("net", taken, 1), {
    adminState: "up",
    addresses: [formatPrefix(gateway)],
    resolvesNames: wish.resolvesNames ?? true,
  });
  const { forwarding } = namespaceOf(topology, hostId);
  const place: Edit[] = wish.at === undefined ? [] : [{ op: "place", positions: { [wish.id]: wish.at } }];
  return batch(
    { op: "add", record: bridge },
    { op: "update", id: hostId, changes: { forwarding: { ...forwarding, ipv4: true } } },
    withRules(topology, bridge),
    ...place,
  );
}

/** They take their rules along. */
export function removeNetworks({ topology }: Pick<Document, "topology">, ids: readonly RecordId[]): Edit[] {
  const bridges = ids.flatMap((id) => {
    const record = topology[id];
    return record?.kind === "bridge" && record.resolvesNames ? [record] : [];
  });
  const firewall = firewallOf(topology);
  const removes = ids.map((id): Edit => ({ op: "remove", id }));
  if (bridges.length === 0 || firewall === undefined) return removes;
  const ours = bridges.flatMap((bridge) => Object.values(rulesOf(topology, bridge)).flat());
  const without = (chain: FirewallChain) => ({
    ...chain,
    rules: chain.rules.filter((rule) => !ours.some((own) => isEqual(own, rule))),
  });
  const changes = { forward: without(firewall.forward), postrouting: without(firewall.postrouting) };
  return [...removes, { op: "update", id: firewall.id, changes }];
}

function withRules(topology: Topology, bridge: BridgeRecord): Edit {
  const { forward, postrouting } = rulesOf(topology, bridge);
  const firewall = firewallOf(topology);
  const base = firewall ?? newFirewall(newId(), hostId);
  const changes = {
    forward: { ...base.forward, rules: [...base.forward.rules, ...forward] },
    postrouting: { ...base.postrouting, rules: [...base.postrouting.rules, ...postrouting] },
  };
  if (firewall === undefined) return { op: "add", record: { ...base, ...changes } };
  return { op: "update", id: firewall.id, changes };
}

function firewallOf(topology: Topology): FirewallRecord | undefined {
  return [...recordsOfKind(topology, "firewall")].find(({ namespace }) => namespace === hostId);
}

/** Isolation from every other bridge that has an address; masquerade of all that leaves the subnet. */
function rulesOf(
  topology: Topology,
  bridge: BridgeRecord,
): Record<"forward" | "postrouting", FirewallRule[]> {
  const all = matchesAll;
  const others = [...interfacesOf(topology, hostId)].filter(
    (other) => other.kind === "bridge" && other.id !== bridge.id && subnetsOf(other).length > 0,
  );
  const between = (inInterface: string, outInterface: string): FirewallRule => ({
    ...all,
    inInterface,
    outInterface,
    action: "drop",
  });
  const subnets = subnetsOf(bridge)
    .filter(({ family }) => family === "ipv4")
    .map((subnet) => formatPrefix(networkOf(subnet)));
  return {
    forward: others.flatMap(({ name }) => [between(bridge.name, name), between(name, bridge.name)]),
    postrouting: subnets.flatMap((subnet): FirewallRule[] => [
      // Bridged frames may come through here, too (bridge-nf-call-iptables).
      { ...all, source: subnet, destination: subnet, action: "accept" },
      { ...all, source: subnet, action: "masquerade" },
    ]),
  };
}
