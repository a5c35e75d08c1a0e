import { family, type Family } from "./family.ts";
import { decodeAttributes, encodeRequest, readU32, u32, type Answer } from "./message.ts";

/** linux/netconf.h. */
const getNetconf = 82;
const netconfmsgLength = 1;
const attribute = { ifindex: 1, forwarding: 2 } as const;
/** NETCONFA_IFINDEX_ALL: net.ipv4.ip_forward is inet's, net.ipv6.conf.all.forwarding inet6's. */
const all = -1;

export function requestForwarding(of: Family): Buffer {
  return encodeRequest(getNetconf, 0, Buffer.from([family[of]]), [[attribute.ifindex, u32(all)]]);
}

export function decodeForwarding({ messages }: Answer): boolean {
  const [message] = messages;
  if (message === undefined) return false;
  const forwarding = readU32(decodeAttributes(message.body, netconfmsgLength), attribute.forwarding);
  return forwarding !== null && forwarding !== 0;
}
