import * as z from "zod";
import type { Counters, ObservedAddress, ObservedInterface } from "../../../shared/observed.ts";
import { canonicalPrefix } from "./canonical.ts";
import { parseJsonList } from "./json.ts";

const addressSchema = z.object({
  local: z.string().optional(),
  prefixlen: z.number().optional(),
  scope: z.string().optional(),
  tentative: z.boolean().optional(),
  dadfailed: z.boolean().optional(),
});

const linkInfoSchema = z.object({
  info_kind: z.string().optional(),
  // The fields differ for each kind; only a bridge's and a bridge port's are read.
  info_data: z
    .looseObject({ stp_state: z.number().optional(), ageing_time: z.number().optional() })
    .optional(),
  info_slave_kind: z.string().optional(),
  info_slave_data: z.looseObject({ state: z.string().optional() }).optional(),
});

/** `ip -j -d -s address show`; the namespace's empty entries (`{}`) are what ip prints for filtered links. */
const linkSchema = z.object({
  ifindex: z.number(),
  ifname: z.string(),
  flags: z.array(z.string()).default([]),
  mtu: z.number().default(0),
  operstate: z.string().default("UNKNOWN"),
  link_type: z.string().default(""),
  address: z.string().optional(),
  master: z.string().optional(),
  link_index: z.number().optional(),
  link_netnsid: z.number().optional(),
  linkinfo: linkInfoSchema.optional(),
  addr_info: z.array(addressSchema).default([]),
});
type Link = z.output<typeof linkSchema>;

/** USER_HZ: the kernel counts a bridge's ageing in hundredths of a second. */
const ticksPerSecond = 100;

/** @param nameOfNsid  what the lab's host calls the namespace with this id */
export function parseLinks(
  text: string,
  namespace: string,
  nameOfNsid: (nsid: number) => string | null,
): Record<string, ObservedInterface> {
  const links = parseJsonList(linkSchema, text);
  return Object.fromEntries(links.map((link) => [link.ifname, toInterface(link, namespace, nameOfNsid)]));
}

function toInterface(
  link: Link,
  namespace: string,
  nameOfNsid: (nsid: number) => string | null,
): ObservedInterface {
  const {
    info_kind: kind,
    info_data: data,
    info_slave_kind: slaveKind,
    info_slave_data: slaveData,
  } = link.linkinfo ?? {};
  const isBridge = kind === "bridge";
  return {
    ifindex: link.ifindex,
    name: link.ifname,
    kind: kind ?? (link.link_type === "loopback" ? "loopback" : link.link_type),
    flags: link.flags,
    adminState: link.flags.includes("UP") ? "up" : "down",
    operstate: link.operstate.toLowerCase(),
    carrier: link.flags.includes("LOWER_UP"),
    macAddress: link.link_type === "ether" ? (link.address ?? null) : null,
    mtu: link.mtu,
    master: link.master ?? null,
    peer:
      kind === "veth" && link.link_index !== undefined
        ? toPeer(link, link.link_index, namespace, nameOfNsid)
        : null,
    addresses: link.addr_info.flatMap(toAddress),
    bridgePort: slaveKind === "bridge" && slaveData?.state !== undefined ? { state: slaveData.state } : null,
    bridge: isBridge
      ? {
          stp: data?.stp_state !== 0,
          ageingTimeSeconds: Math.round((data?.ageing_time ?? 0) / ticksPerSecond),
        }
      : null,
  };
}

/** No `link_netnsid` means the same namespace. The ids are the looking namespace's own, so only the host's are known. */
function toPeer(
  link: Link,
  ifindex: number,
  namespace: string,
  nameOfNsid: (nsid: number) => string | null,
): NonNullable<ObservedInterface["peer"]> {
  if (link.link_netnsid === undefined) return { namespace, ifindex };
  return { namespace: namespace === "host" ? nameOfNsid(link.link_netnsid) : null, ifindex };
}

function toAddress(address: z.output<typeof addressSchema>): ObservedAddress[] {
  if (address.local === undefined || address.prefixlen === undefined) return [];
  const dadState = address.dadfailed === true ? "dadfailed" : address.tentative === true ? "tentative" : null;
  return [
    {
      address: canonicalPrefix(`${address.local}/${address.prefixlen}`),
      scope: address.scope ?? "global",
      dadState,
    },
  ];
}

const directionSchema = z.object({
  bytes: z.number(),
  packets: z.number(),
  errors: z.number(),
  dropped: z.number(),
});
const countersSchema = z.object({
  ifname: z.string(),
  stats64: z.object({ rx: directionSchema, tx: directionSchema }).optional(),
});

export function parseCounters(text: string): Record<string, Counters> {
  const counters: Record<string, Counters> = {};
  for (const { ifname, stats64 } of parseJsonList(countersSchema, text)) {
    if (stats64 === undefined) continue;
    const { rx, tx } = stats64;
    counters[ifname] = {
      rxBytes: rx.bytes,
      rxPackets: rx.packets,
      rxErrors: rx.errors,
      rxDropped: rx.dropped,
      txBytes: tx.bytes,
      txPackets: tx.packets,
      txErrors: tx.errors,
      txDropped: tx.dropped,
    };
  }
  return counters;
}
