import {
  addressesSchema,
  adminStateSchema,
  interfaceNameSchema,
  macAddressSchema,
  mtuSchema,
  recordIdSchema,
  type RecordId,
} from "./fields.ts";
import { hostId } from "./names.ts";
import { qualitySchema } from "./quality.ts";
import { vlansSchema } from "./vlans.ts";

/** What the kernel gives a new interface when nothing else is asked for. */
export const bornInterface = { adminState: "down", mtu: 1500, quality: null, vlans: null } as const;

export const inNamespaceSchema = recordIdSchema.describe(
  `The id of the namespace that it is in; ${hostId} is the lab's own.`,
);

/** What every interface has. */
export const interfaceShape = {
  id: recordIdSchema,
  namespace: inNamespaceSchema,
  name: interfaceNameSchema,
  adminState: adminStateSchema.default(bornInterface.adminState),
  macAddress: macAddressSchema.optional().describe("Left out, it follows from the id."),
  mtu: mtuSchema.default(bornInterface.mtu),
  addresses: addressesSchema.default([]),
  quality: qualitySchema,
  vlans: vlansSchema,
};

/** Of one that can be a bridge's port, or a bond's member. */
export const masterSchema = recordIdSchema
  .nullable()
  .default(null)
  .describe(
    "The id of the bridge that this is a port of, or of the bond that it is a member of; it must be in the same namespace.",
  );

/**
 * The address an interface gets when nobody chose one: locally administered (02:…), derived from the id so that a
 * rebuilt lab has the same addresses, and so the same IPv6 link-local ones, as before. FNV-1a over 40 bits.
 */
export function macAddressOf(id: RecordId): string {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (const character of id) {
    const code = character.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 0x01000193) >>> 0;
    low = Math.imul(low ^ (code + (high & 0xff)), 0x811c9dc5) >>> 0;
  }
  const bytes = [2, high >>> 24, (high >>> 16) & 0xff, (high >>> 8) & 0xff, low >>> 24, (low >>> 16) & 0xff];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":");
}

export function withMacAddress<R extends { readonly id: RecordId; readonly macAddress?: string | undefined }>(
  record: R,
) {
  return { ...record, macAddress: record.macAddress ?? macAddressOf(record.id) };
}
