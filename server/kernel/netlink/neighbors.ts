import type { ObservedNeighbor } from "../../../shared/observed.ts";
import { formatIpAddress } from "../../../shared/ip-address.ts";
import { toMacAddress } from "./links.ts";
import { decodeAttributes, encodeRequest, flagDump, type Answer } from "./message.ts";

/** rtnetlink(7), linux/neighbour.h. */
const getNeighbor = 30;
const ndmsgLength = 12;
const attribute = { destination: 1, macAddress: 2 } as const;
const noArp = 0x40;
const states: readonly (readonly [number, string])[] = [
  [0x01, "INCOMPLETE"],
  [0x02, "REACHABLE"],
  [0x04, "STALE"],
  [0x08, "DELAY"],
  [0x10, "PROBE"],
  [0x20, "FAILED"],
  [0x80, "PERMANENT"],
];

export function requestNeighbors(): Buffer {
  return encodeRequest(getNeighbor, flagDump, Buffer.alloc(ndmsgLength));
}

/** A neighbour but for its interface's name. */
export type Neighbor = Omit<ObservedNeighbor, "interface"> & { readonly ifindex: number };

/** NOARP entries (multicast) are no neighbours of anybody. In one order, whatever the kernel's is. */
export function decodeNeighbors({ messages }: Answer): Neighbor[] {
  return messages
    .flatMap(({ body }) => {
      const attributes = decodeAttributes(body, ndmsgLength);
      const destination = attributes.get(attribute.destination);
      const state = body.readUInt16LE(8);
      if (destination === undefined || (state & noArp) !== 0) return [];
      const macAddress = attributes.get(attribute.macAddress);
      return [
        {
          ifindex: body.readInt32LE(4),
          address: formatIpAddress(destination),
          macAddress: macAddress === undefined ? null : toMacAddress(macAddress),
          state: states.find(([bit]) => (state & bit) !== 0)?.[1] ?? "NONE",
        },
      ];
    })
    .toSorted((a, b) => (a.address < b.address ? -1 : 1));
}
