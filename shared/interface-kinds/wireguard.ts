import * as z from "zod";
import { canonicalText, mtuSchema } from "../fields.ts";
import { formatPrefix, networkOf, parseAddress, parsePrefix } from "../prefix.ts";
import { clampKey, parseKey, publicKeyOf } from "../wireguard-key.ts";
import { addresslessShape, noLowerSchema, type InterfaceKind } from "./kind.ts";

/** What the kernel leaves of 1500 beside its headers (drivers/net/wireguard/device.c). */
export const wireguardMtu = 1420;
/** Tutorials' first; the kernel has none of its own. */
export const wireguardPort = 51820;

export interface WireguardPeer {
  readonly publicKey: string;
  readonly presharedKey: string | null;
  readonly endpoint: string | null;
  readonly allowedIps: readonly string[];
  /** Seconds; 0 for never. */
  readonly persistentKeepalive: number;
}

const keySchema = z.string().refine((text) => parseKey(text) !== null, {
  message: "must be a key as wg genkey prints it: 44 characters of base64",
  params: { problem: "not-a-key" },
});

const endpointSchema = canonicalText(
  "not-an-endpoint",
  "must be an address and a UDP port, such as 10.0.0.2:51820 or [fd00::2]:51820",
  (text) => {
    const [, inBrackets, bare, port] = /^(?:\[([^\]]+:[^\]]*)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
    const address = parseAddress(inBrackets ?? bare ?? "")?.address;
    const isPort = Number(port) >= 1 && Number(port) <= 65535;
    return address === undefined || !isPort ? null : formatEndpoint(address, Number(port));
  },
);

const allowedIpSchema = canonicalText("not-a-network", "must be a network, such as 10.0.0.0/24", (text) => {
  const prefix = parsePrefix(text);
  return prefix === null ? null : formatPrefix(networkOf(prefix));
});

const peerSchema = z.strictObject({
  publicKey: keySchema,
  presharedKey: keySchema.nullable().default(null).describe("One more secret, which both know."),
  endpoint: endpointSchema
    .nullable()
    .default(null)
    .describe(
      "Where it is at first, 10.0.0.2:51820; null waits until it sends. Then it is where it last sent from.",
    ),
  allowedIps: z
    .array(allowedIpSchema)
    .max(64)
    .default([])
    .overwrite((networks) => networks.toSorted())
    .describe("What is sent to it, and taken from it."),
  persistentKeepalive: z
    .int()
    .min(0)
    .max(65535)
    .default(0)
    .describe("Seconds between empty packets; 0 for none."),
});

const shape = {
  ...addresslessShape,
  kind: z.literal("wireguard"),
  lower: noLowerSchema,
  mtu: mtuSchema.default(wireguardMtu),
  privateKey: keySchema
    .overwrite((key) => (parseKey(key) === null ? key : clampKey(key)))
    .nullable()
    .default(null)
    .describe("Whoever may look into the lab may see it. Without one it speaks to nobody."),
  listenPort: z
    .int()
    .min(0)
    .max(65535)
    .default(0)
    .describe("UDP. 0 lets the kernel choose when it comes up, so that one that is up has another."),
  peers: z
    .array(peerSchema)
    .max(64)
    .overwrite((peers) => [...inPeerOrder(peers)])
    .default([])
    .describe("A set, and so are their allowed IPs: a network is one peer's."),
};

const schema = z
  .strictObject(shape)
  .refine(({ adminState, listenPort }) => adminState === "down" || listenPort !== 0, {
    path: ["listenPort"],
    message: "must be said of one that is up",
    params: { problem: "port-needed" },
  })
  .refine(
    ({ peers }) =>
      isSet(peers.map(({ publicKey }) => publicKey)) && isSet(peers.flatMap(({ allowedIps }) => allowedIps)),
    {
      path: ["peers"],
      message: "must name each key and each allowed network once",
      params: { problem: "peers-overlap" },
    },
  )
  .refine(
    ({ privateKey, peers }) =>
      peers.every(({ publicKey }) => privateKey === null || publicKey !== publicKeyOf(privateKey)),
    {
      path: ["peers"],
      message: "must not hold its own public key",
      params: { problem: "peer-is-itself" },
    },
  );

/** Carries IP, encrypted, in UDP to those whose keys it knows (drivers/net/wireguard/, wg(8)). */
export const wireguard = {
  schema,
  keptSchema: schema,
  hasMacAddress: () => false,
  overhead: null,
  takesFrames: false,
  isBoundToBirthplace: true,
  identity: null,
  needs: ["wg"],
  // Once a peer was heard, its endpoint is where it was heard from last, and is left out of what is seen.
  asDrawn: (record, seen) => ({
    ...seen,
    peers: (seen["peers"] as readonly (Omit<WireguardPeer, "endpoint"> & Partial<WireguardPeer>)[]).map(
      (peer) => ({
        ...peer,
        endpoint:
          peer.endpoint ?? (peer.endpoint === null ? null : drawnEndpoint(record.peers, peer.publicKey)),
      }),
    ),
  }),
} as const satisfies InterfaceKind<z.infer<typeof schema>>;

function drawnEndpoint(peers: readonly WireguardPeer[], publicKey: string): string | null {
  return peers.find((peer) => peer.publicKey === publicKey)?.endpoint ?? null;
}

export function inPeerOrder<P extends Pick<WireguardPeer, "publicKey">>(peers: readonly P[]): readonly P[] {
  return peers.toSorted((a, b) => (a.publicKey < b.publicKey ? -1 : 1));
}

export function formatEndpoint(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

function isSet(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
