import type { Edit } from "../../../shared/edit.ts";
import {
  formatEndpoint,
  inPeerOrder,
  wireguardMtu,
  wireguardPort,
  type WireguardPeer,
} from "../../../shared/interface-kinds/wireguard.ts";
import { freeAddress, freeNetwork, networkAmong } from "../../../shared/networks.ts";
import { containsAddress, networkOf, parsePrefix, type Prefix } from "../../../shared/prefix.ts";
import {
  addressFamily,
  interfacesOf,
  recordsOfKind,
  type RecordId,
  type SingleRecord,
  type Topology,
} from "../../../shared/topology.ts";
import { newPrivateKey, publicKeyOf } from "../../../shared/wireguard-key.ts";
import type { KindGestures } from "./kind.ts";
import { nextFree } from "./next-free.ts";

export type WireguardRecord = Extract<SingleRecord, { kind: "wireguard" }>;

export const wireguard: KindGestures<WireguardRecord> = {
  suggest: ({ topology, namespace, underlay }) => {
    const { out = null, remote = null } = underlay() ?? {};
    const others = [...recordsOfKind(topology, "wireguard")];
    const neighbor = others.find((other) => remote !== null && isAt(topology, other, remote));
    const network = networkAmong(neighbor === undefined ? [] : [neighbor]) ?? freeNetwork(topology);
    const address = network === null ? null : freeAddress(topology, network);
    const ports = others.filter((other) => other.namespace === namespace).map(({ listenPort }) => listenPort);
    return {
      name: ["wg", 0],
      out,
      fields: {
        privateKey: newPrivateKey(),
        listenPort: nextFree(wireguardPort, new Set(ports)),
        mtu: out === null ? wireguardMtu : Math.min(wireguardMtu, out.mtu - headers),
        addresses: address === null ? [] : [address],
      },
      beside: (record) =>
        neighbor === undefined || record.kind !== "wireguard" ? [] : makePeers(topology, record, neighbor),
    };
  },
  meetsOthers: () => false,
  tunnelOf: ({ privateKey, peers }) => ({
    number: "",
    // The way through is known by addresses.
    remotes: peers.flatMap(({ publicKey, endpoint }) => [
      publicKey,
      ...(endpoint === null ? [] : [addressOf(endpoint)]),
    ]),
    names: privateKey === null ? [] : [publicKeyOf(privateKey)],
  }),
};

/** `10.0.0.2:51820` without its port, and brackets. */
function addressOf(endpoint: string): string {
  return endpoint.replace(/:\d+$/, "").replaceAll(/[[\]]/g, "");
}

/** IPv6 40, UDP 8, WireGuard 32 (MESSAGE_MINIMUM_LENGTH, drivers/net/wireguard/messages.h). */
const headers = 80;

function isAt(topology: Topology, { namespace }: WireguardRecord, address: string): boolean {
  return [...interfacesOf(topology, namespace)].some(({ addresses }) =>
    addresses.some((own) => parsePrefix(own)?.address === address),
  );
}

/** Each other's peers, by the addresses that they have. Those without keys cannot be. */
export function makePeers(topology: Topology, one: WireguardRecord, other: WireguardRecord): readonly Edit[] {
  return [withPeer(topology, one, other), withPeer(topology, other, one)].flatMap((edit) => edit ?? []);
}

function withPeer(topology: Topology, record: WireguardRecord, of: WireguardRecord): Edit | null {
  if (of.privateKey === null) return null;
  const publicKey = publicKeyOf(of.privateKey);
  const peer: WireguardPeer = {
    publicKey,
    presharedKey: null,
    endpoint: endpointOf(topology, of, record.namespace),
    allowedIps: of.addresses.flatMap(single),
    persistentKeepalive: 0,
  };
  const peers = inPeerOrder([...record.peers.filter((known) => known.publicKey !== publicKey), peer]);
  return { op: "update", id: record.id, changes: { peers } };
}

/** An address that packets for itself alone have. */
function single(address: string): readonly string[] {
  const bare = parsePrefix(address)?.address;
  return bare === undefined ? [] : [`${bare}/${addressFamily(bare) === "ipv6" ? 128 : 32}`];
}

/** An address in a network that both namespaces are in, or else the first there is. */
function endpointOf(
  topology: Topology,
  { namespace, listenPort }: WireguardRecord,
  from: RecordId,
): string | null {
  const there = outerPrefixes(topology, namespace);
  const here = outerPrefixes(topology, from).map(networkOf);
  const near = there.find(({ address }) => here.some((network) => containsAddress(network, address)));
  const address = (near ?? there[0])?.address;
  return address === undefined || listenPort === 0 ? null : formatEndpoint(address, listenPort);
}

/** Where WireGuard's own packets may go to. */
function outerPrefixes(topology: Topology, namespace: RecordId): readonly Prefix[] {
  return [...interfacesOf(topology, namespace)]
    .filter(({ kind }) => kind !== "wireguard")
    .flatMap(({ addresses }) => addresses.flatMap((address) => parsePrefix(address) ?? []));
}
