import * as z from "zod";
import { gatewaySchema } from "../fields.ts";

/** Where frames to one MAC address go: a line of `bridge fdb show`. */
export interface FdbEntry {
  readonly macAddress: string;
  /** Another host's address. */
  readonly destination: string;
}

/** Stands for all addresses whose place is not known, and may have several destinations. */
export const anyMacAddress = "00:00:00:00:00:00";

const entrySchema = z.strictObject({
  macAddress: z
    .string()
    .toLowerCase()
    .refine((text) => /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(text), {
      message: "must be six pairs of hexadecimal digits, such as 02:00:00:00:00:01",
      params: { problem: "not-a-mac-address" },
    }),
  destination: gatewaySchema,
});

/** A set: the kernel keeps no order. An address has one place, unless it stands for all of no known place. */
export const fdbSchema = z
  .array(entrySchema)
  .max(64)
  .refine(
    (entries) => {
      const keys = entries.map(({ macAddress, destination }) =>
        macAddress === anyMacAddress ? `${macAddress} ${destination}` : macAddress,
      );
      return new Set(keys).size === keys.length;
    },
    { message: "must name each address once", params: { problem: "address-in-two-places" } },
  )
  .overwrite((entries) => [...inFdbOrder(entries)])
  .default([])
  .describe(
    `Where frames to single addresses go, besides what is learnt; ${anyMacAddress} stands for those whose place is not known, besides remote.`,
  );

export function inFdbOrder(entries: readonly FdbEntry[]): readonly FdbEntry[] {
  const key = ({ macAddress, destination }: FdbEntry) => `${macAddress} ${destination}`;
  return entries.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
