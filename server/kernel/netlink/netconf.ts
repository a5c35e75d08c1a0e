import type { ObservedNetconf } from "../../../shared/observed.ts";
import { family } from "./family.ts";
import { decodeAttributes, encodeRequest, flagDump, readU32, type Answer } from "./message.ts";

/** linux/netconf.h. */
const getNetconf = 82;
const netconfmsgLength = 1;
const attribute = { ifindex: 1, rpFilter: 3, proxyArp: 5 } as const;
/** NETCONFA_IFINDEX_ALL. */
const all = -1;

/** Of IPv4: all interfaces, one by one, and what is set for all of them. */
export function requestNetconf(): Buffer {
  return encodeRequest(getNetconf, flagDump, Buffer.from([family.ipv4]));
}

/** By interface index; null is what is set for all. What is set for those to come is left out. */
export function decodeNetconf({ messages }: Answer): Map<number | null, ObservedNetconf> {
  const found = new Map<number | null, ObservedNetconf>();
  for (const { body } of messages) {
    const attributes = decodeAttributes(body, netconfmsgLength);
    const ifindex = attributes.get(attribute.ifindex)?.readInt32LE(0) ?? 0;
    if (ifindex <= 0 && ifindex !== all) continue;
    found.set(ifindex === all ? null : ifindex, {
      rpFilter: readU32(attributes, attribute.rpFilter) ?? 0,
      proxyArp: readU32(attributes, attribute.proxyArp) === 1,
    });
  }
  return found;
}
