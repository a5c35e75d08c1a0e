import { formatIpAddress } from "../../../../shared/ip-address.ts";
import {
  formatEndpoint,
  inPeerOrder,
  type WireguardPeer,
} from "../../../../shared/interface-kinds/wireguard.ts";
import { genericHeader, genlmsgLength } from "../generic.ts";
import { decodeAttributes, decodeList, encodeRequest, flagDump, u32, type Attributes } from "../message.ts";
import type { KindReader } from "./kind.ts";

/** linux/wireguard.h. */
const getDevice = 0;
const version = 1;
const device = { ifindex: 1, privateKey: 3, listenPort: 6, peers: 8 } as const;
const peer = { publicKey: 1, presharedKey: 2, endpoint: 4, keepalive: 5, rxBytes: 7, allowedIps: 9 } as const;
const allowedIp = { address: 2, length: 3 } as const;
/** AF_INET; a sockaddr is a family, a port as the network has it, and the address (netinet/in.h). */
const inet = 2;

export const wireguard: KindReader = {
  isSilent: true,
  decode: () => ({ settings: {} }),
  more: {
    asks: { family: "wireguard" },
    request: (ifindex) =>
      encodeRequest(0, flagDump, genericHeader(getDevice, version), [[device.ifindex, u32(ifindex)]]),
    add: (settings, { messages }) => {
      const parts = messages.map(({ body }) => decodeAttributes(body, genlmsgLength));
      const [first = decodeAttributes(Buffer.alloc(0))] = parts;
      return {
        ...settings,
        privateKey: readKey(first, device.privateKey),
        listenPort: first.get(device.listenPort)?.readUInt16LE(0) ?? 0,
        peers: toPeers(parts.flatMap((part) => decodeList(part.get(device.peers)))),
      };
    },
  },
};

type Peer = Omit<WireguardPeer, "endpoint"> & Partial<WireguardPeer>;

/** One that is too long for a message goes on in the next, with its key and more of its allowed IPs. */
function toPeers(found: readonly Attributes[]): readonly Peer[] {
  const peers = new Map<string, Peer>();
  for (const attributes of found) {
    const publicKey = readKey(attributes, peer.publicKey) ?? "";
    const known = peers.get(publicKey);
    const allowedIps = decodeList(attributes.get(peer.allowedIps)).map(toNetwork);
    peers.set(publicKey, {
      ...(known ?? toPeer(publicKey, attributes)),
      allowedIps: [...(known?.allowedIps ?? []), ...allowedIps].toSorted(),
    });
  }
  return inPeerOrder([...peers.values()]);
}

/** Of one that was heard, where it is now is not what anybody said. */
function toPeer(publicKey: string, attributes: Attributes): Omit<Peer, "allowedIps"> {
  const wasHeard = (attributes.get(peer.rxBytes)?.readBigUInt64LE(0) ?? 0n) > 0n;
  return {
    publicKey,
    presharedKey: readKey(attributes, peer.presharedKey),
    ...(wasHeard ? {} : { endpoint: toEndpoint(attributes.get(peer.endpoint)) }),
    persistentKeepalive: attributes.get(peer.keepalive)?.readUInt16LE(0) ?? 0,
  };
}

function toEndpoint(socket: Buffer | undefined): string | null {
  if (socket === undefined) return null;
  const bytes = socket.readUInt16LE(0) === inet ? socket.subarray(4, 8) : socket.subarray(8, 24);
  return formatEndpoint(formatIpAddress(bytes), socket.readUInt16BE(2));
}

function toNetwork(attributes: Attributes): string {
  const address = formatIpAddress(attributes.get(allowedIp.address) ?? []);
  return `${address}/${attributes.get(allowedIp.length)?.readUInt8(0) ?? 0}`;
}

/** Zero is none. */
function readKey(attributes: Attributes, type: number): string | null {
  const bytes = attributes.get(type);
  return bytes === undefined || bytes.every((byte) => byte === 0) ? null : bytes.toString("base64");
}
