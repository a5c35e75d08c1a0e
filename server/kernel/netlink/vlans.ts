import type { Vlans } from "../../../shared/vlans.ts";
import { attributesIn, decodeAttributes, encodeRequest, flagDump, type Answer } from "./message.ts";

/** linux/rtnetlink.h, linux/if_bridge.h: the VLANs of bridges and their ports. */
const getVlan = 114;
const bridgeFamily = 7;
const vlanmsgLength = 8;
const entry = { info: 1, range: 2 } as const;
/** BRIDGE_VLAN_INFO_…; the flags come before the number. */
const flag = { pvid: 2, untagged: 4 } as const;

/** @param ifindex  of the bridge or port to ask about; all when 0 */
export function requestVlans(ifindex: number): Buffer {
  const fixed = Buffer.alloc(vlanmsgLength);
  fixed.writeUInt8(bridgeFamily, 0);
  fixed.writeUInt32LE(ifindex, 4);
  return encodeRequest(getVlan, flagDump, fixed);
}

/** Interface index → its VLANs; one without any is left out. A kernel that knows nothing of them gives an error. */
export function decodeVlans({ messages }: Answer): Map<number, Vlans> {
  const found = new Map<number, { pvid: number | null; untagged: number[]; tagged: number[] }>();
  for (const { body } of messages) {
    const ifindex = body.readUInt32LE(4);
    const vlans = found.get(ifindex) ?? { pvid: null, untagged: [], tagged: [] };
    found.set(ifindex, vlans);
    for (const [, value] of attributesIn(body, vlanmsgLength)) {
      const attributes = decodeAttributes(value);
      const info = attributes.get(entry.info);
      if (info === undefined) continue;
      const [flags, first] = [info.readUInt16LE(0), info.readUInt16LE(2)];
      const last = attributes.get(entry.range)?.readUInt16LE(0) ?? first;
      const ids = Array.from({ length: last - first + 1 }, (_none, index) => first + index);
      ((flags & flag.untagged) === 0 ? vlans.tagged : vlans.untagged).push(...ids);
      if ((flags & flag.pvid) !== 0) vlans.pvid = first;
    }
  }
  return found;
}
