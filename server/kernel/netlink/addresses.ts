import type { ObservedAddress } from "../../../shared/observed.ts";
import { formatIpAddress } from "../../../shared/ip-address.ts";
import { decodeAttributes, encodeRequest, flagDump, readU32, type Answer } from "./message.ts";

/** rtnetlink(7), linux/if_addr.h. */
const getAddress = 22;
const ifaddrmsgLength = 8;
const attribute = { address: 1, local: 2, flags: 8 } as const;
const dadFailed = 0x08;
const tentative = 0x40;

/** linux/rtnetlink.h; iproute2's rt_scopes. */
const scopes: ReadonlyMap<number, string> = new Map([
  [0, "global"],
  [200, "site"],
  [253, "link"],
  [254, "host"],
  [255, "nowhere"],
]);

/** @param ifindex  of the interface to ask about; all when 0 */
export function requestAddresses(ifindex: number): Buffer {
  const fixed = Buffer.alloc(ifaddrmsgLength);
  fixed.writeUInt32LE(ifindex, 4);
  return encodeRequest(getAddress, flagDump, fixed);
}

/** Interface index → its addresses in the kernel's order, those of IPv4 first. */
export type Addresses = ReadonlyMap<number, readonly ObservedAddress[]>;

export function decodeAddresses({ messages }: Answer): Addresses {
  const addresses = new Map<number, ObservedAddress[]>();
  for (const { body } of messages) {
    const attributes = decodeAttributes(body, ifaddrmsgLength);
    // With a peer's address, `address` is the peer's; IPv6 gives `local` only then.
    const bytes = attributes.get(attribute.local) ?? attributes.get(attribute.address);
    if (bytes === undefined) continue;
    const flags = readU32(attributes, attribute.flags) ?? body.readUInt8(2);
    const ifindex = body.readUInt32LE(4);
    const scope = body.readUInt8(3);
    const known = addresses.get(ifindex) ?? [];
    addresses.set(ifindex, known);
    known.push({
      address: `${formatIpAddress(bytes)}/${body.readUInt8(1)}`,
      scope: scopes.get(scope) ?? String(scope),
      dadState: (flags & dadFailed) !== 0 ? "dadfailed" : (flags & tentative) !== 0 ? "tentative" : null,
    });
  }
  return addresses;
}
