import { decodeAttributes, encodeRequest, flagAcknowledge, flagDump, u32, type Answer } from "./message.ts";

/** linux/net_namespace.h. */
const newNumber = 88;
export const deletedNumber = 89;
const getNumber = 90;
const rtgenmsgLength = 1;
const attribute = { nsid: 1, file: 3, targetNsid: 4, currentNsid: 5 } as const;
/** The kernel chooses. */
const any = u32(-1);
/** Stands last in the message: whoever sends it puts the descriptor of the namespace's file there. */
const placeForFile = u32(0);

/** Gives the namespace a number in the asking one; refused (EEXIST) when it has one. */
export function requestNewNumber(): Buffer {
  return encodeRequest(newNumber, flagAcknowledge, Buffer.alloc(rtgenmsgLength), [
    [attribute.nsid, any],
    [attribute.file, placeForFile],
  ]);
}

export function requestNumber(): Buffer {
  return encodeRequest(getNumber, 0, Buffer.alloc(rtgenmsgLength), [[attribute.file, placeForFile]]);
}

/** The number by which the asking namespace knows the other; null when it has none. */
export function decodeNumber({ messages }: Answer): number | null {
  const [message] = messages;
  if (message === undefined) return null;
  const nsid = decodeAttributes(message.body, rtgenmsgLength).get(attribute.nsid)?.readInt32LE(0) ?? -1;
  return nsid < 0 ? null : nsid;
}

/** All the numbers that the namespace with this number has given, with those that the asking one has for the same. */
export function requestNumbersIn(nsid: number): Buffer {
  return encodeRequest(getNumber, flagDump, Buffer.alloc(rtgenmsgLength), [
    [attribute.targetNsid, u32(nsid)],
  ]);
}

/** Number there → number here. Left out is what has none here: the asking namespace itself, and what nobody named. */
export function decodeNumbersIn({ messages }: Answer): Map<number, number> {
  return new Map(
    messages.flatMap(({ body }) => {
      const attributes = decodeAttributes(body, rtgenmsgLength);
      const there = attributes.get(attribute.nsid)?.readInt32LE(0) ?? -1;
      const here = attributes.get(attribute.currentNsid)?.readInt32LE(0) ?? -1;
      return there < 0 || here < 0 ? [] : [[there, here] as const];
    }),
  );
}
