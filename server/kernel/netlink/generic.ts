import { decodeAttributes, encodeRequest, text, type Answer } from "./message.ts";

/** linux/genetlink.h: who answers is known by a name, and by a number that differs from boot to boot. */
export const controller = { name: "nlctrl", number: 16 } as const;
const getFamily = 3;
const attribute = { familyId: 1, familyName: 2 } as const;
export const genlmsgLength = 4;

/** What follows the header of a generic message. */
export function genericHeader(command: number, version: number): Buffer {
  return Buffer.from([command, version, 0, 0]);
}

/** Asks for the number that this name has. */
export function requestFamily(name: string): Buffer {
  return encodeRequest(controller.number, 0, genericHeader(getFamily, 1), [
    [attribute.familyName, text(name)],
  ]);
}

/** null where the kernel has no such family. */
export function decodeFamily({ messages }: Answer): number | null {
  const [message] = messages;
  if (message === undefined) return null;
  return decodeAttributes(message.body, genlmsgLength).get(attribute.familyId)?.readUInt16LE(0) ?? null;
}
