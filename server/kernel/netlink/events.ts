import { isOfFirewall } from "./firewall.ts";
import { isStaticFdbEntry } from "./interface-kinds/fdb.ts";
import { decodeNumber, deletedNumber } from "./numbers.ts";
import { isKernelsOwnRoute } from "./routes.ts";
import { decodeAnswer, decodeAttributes, readText, type Message } from "./message.ts";

/** One message of the kernel's: in which namespace, and what it is about. It says where to look; state is always read. */
export interface KernelEvent {
  /** The number by which the lab's host knows the namespace; null is the host itself. */
  readonly nsid: number | null;
  readonly about: About;
}

export type About =
  | { readonly kind: "link"; readonly ifindex: number; readonly name: string }
  /** Its addresses, its forwarding table, or its queueing disciplines. */
  | { readonly kind: "address" | "fdb" | "qdisc"; readonly ifindex: number }
  /** A namespace got a number, or lost it when it ended. */
  | { readonly kind: "number"; readonly nsid: number; readonly isGone: boolean }
  | { readonly kind: "route" | "policy-rule" | "neighbor" | "forwarding" | "firewall" | "anything" };

/** RTNLGRP_* (linux/rtnetlink.h), links, neighbours, namespace numbers, queueing disciplines, and for both families the rest. */
const groups: readonly number[] = [1, 3, 28, 4, 5, 9, 7, 11, 8, 19, 24, 25];
/** What to listen to, as bind(2) takes it: group n is bit n - 1. */
export const eventGroups = groups.reduce((mask, group) => mask | (1 << (group - 1)), 0);
/** NFNLGRP_NFTABLES (linux/netfilter/nfnetlink.h), another protocol's. */
export const firewallGroups = 1 << (7 - 1);

/** The first of three types: made or changed, deleted, asked for. */
const families: ReadonlyMap<number, (message: Message) => About | null> = new Map([
  [16, aboutLink],
  [20, ({ body }) => ({ kind: "address", ifindex: body.readUInt32LE(4) })],
  [24, (message) => (isKernelsOwnRoute(message) ? null : { kind: "route" })],
  [28, aboutNeighbor],
  [36, ({ body }) => ({ kind: "qdisc", ifindex: body.readInt32LE(4) })],
  // Classes and filters are nobody's drawing.
  [40, () => null],
  [44, () => null],
  [32, () => ({ kind: "policy-rule" })],
  [80, () => ({ kind: "forwarding" })],
  [88, aboutNumber],
]);

/** Null for what nobody looks at. */
export function decodeEvents(nsid: number | null, data: Buffer): KernelEvent[] {
  return decodeAnswer(data).messages.flatMap((message) => {
    const about = isOfFirewall(message) ? aboutFirewall : families.get(message.type & ~3);
    const found = about === undefined ? ({ kind: "anything" } as const) : about(message);
    return found === null ? [] : [{ nsid, about: found }];
  });
}

function aboutFirewall(): About {
  return { kind: "firewall" };
}

const linkName = 3;
const ifinfomsgLength = 16;

function aboutLink({ body }: Message): About {
  const name = readText(decodeAttributes(body, ifinfomsgLength), linkName) ?? "";
  return { kind: "link", ifindex: body.readInt32LE(4), name };
}

function aboutNumber(message: Message): About | null {
  const nsid = decodeNumber({ messages: [message], errno: 0 });
  return nsid === null ? null : { kind: "number", nsid, isGone: message.type === deletedNumber };
}

const bridgeFamily = 7;
const noArp = 0x40;

/** Forwarding tables come this way, too; what is learnt there is nobody's doing. Multicast groups (NOARP) are no neighbours of anybody. */
function aboutNeighbor({ body }: Message): About | null {
  if (isStaticFdbEntry(body)) return { kind: "fdb", ifindex: body.readInt32LE(4) };
  const isOfInterest = body.readUInt8(0) !== bridgeFamily && (body.readUInt16LE(8) & noArp) === 0;
  return isOfInterest ? { kind: "neighbor" } : null;
}
