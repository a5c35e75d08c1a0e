import * as z from "zod";
import { isEqual } from "./equal.ts";

/** What a bridge that looks at tags does with those of one of its ports, or of its own interface (bridge(8)). */
export interface Vlans {
  /** Which VLAN frames without a tag are in: the native one. */
  readonly pvid: number | null;
  /** Which go out without a tag. */
  readonly untagged: number[];
  readonly tagged: number[];
}

/** What the kernel gives a new port, and the bridge itself (br_vlan_init, net/bridge/br_vlan.c). */
export const bornVlans: Vlans = { pvid: 1, untagged: [1], tagged: [] };

export const noVlans: Vlans = { pvid: null, untagged: [], tagged: [] };

// 0 is a priority without a VLAN, 4095 is reserved.
const vlanIdSchema = z.int().min(1).max(4094);
const vlanIdsSchema = z
  .array(vlanIdSchema)
  .max(4094)
  .default([])
  .overwrite((ids) => [...new Set(ids)].toSorted((a, b) => a - b));

const someVlansSchema = z
  .strictObject({
    pvid: vlanIdSchema.nullable().default(null).describe("The native VLAN: that of frames without a tag."),
    untagged: vlanIdsSchema.describe("Those that go out without a tag."),
    tagged: vlanIdsSchema,
  })
  .refine(({ pvid, untagged, tagged }) => pvid === null || untagged.includes(pvid) || tagged.includes(pvid), {
    path: ["pvid"],
    message: "must be one of the VLANs that are let through, tagged or untagged",
    params: { problem: "native-vlan-not-let-through" },
  })
  .refine(({ untagged, tagged }) => !untagged.some((id) => tagged.includes(id)), {
    path: ["tagged"],
    message: "must not repeat one that goes out untagged",
    params: { problem: "vlan-tagged-and-untagged" },
  });

/** As the kernel tells it: nothing is left out. */
export const observedVlansSchema = someVlansSchema.nullable();

export const vlansSchema = someVlansSchema
  .nullable()
  .overwrite((vlans) => drawnVlans(vlans))
  .default(null)
  .describe(
    "What a bridge with vlanFiltering does with the VLANs of this port, or of itself; null is as the kernel makes it: VLAN 1, native and untagged.",
  );

/** As a record says it: null is as the kernel makes it. */
export function drawnVlans(vlans: Vlans | null): Vlans | null {
  return isEqual(vlans, bornVlans) ? null : vlans;
}

/** `10` for an access port, `1 +10` for a trunk with a native VLAN, `+10` for one without. */
export function formatVlans(vlans: Vlans | null): string {
  const { untagged, tagged } = vlans ?? bornVlans;
  const sorts = [formatVlanIds(untagged), ...(tagged.length === 0 ? [] : [`+${formatVlanIds(tagged)}`])];
  return sorts.filter((text) => text !== "").join(" ") || "–";
}

/** The native one, and how many more: `10`, `1 +3`. */
export function countVlans(vlans: Vlans | null): string {
  const { pvid, untagged, tagged } = vlans ?? bornVlans;
  const others = untagged.length + tagged.length - (pvid === null ? 0 : 1);
  return `${pvid ?? "–"}${others === 0 ? "" : ` +${others}`}`;
}

/** `10 20-29` */
export function formatVlanIds(ids: readonly number[]): string {
  return rangesOf(ids)
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
    .join(" ");
}

/** `10 20-29`, with blanks or commas; what is no number is left to whoever checks. */
export function parseVlanIds(text: string): number[] {
  return text
    .split(/[\s,]+/)
    .filter((part) => part !== "")
    .flatMap((part) => {
      const [, first = "", last = first] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part) ?? [];
      if (first === "") return [Number.NaN];
      const count = Number(last) - Number(first) + 1;
      return count < 1
        ? [Number.NaN]
        : Array.from({ length: count }, (_none, index) => Number(first) + index);
    });
}

/** Of sorted numbers. */
export function rangesOf(ids: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const ranges: [number, number][] = [];
  for (const id of ids) {
    const range = ranges.at(-1);
    if (range?.[1] === id - 1) range[1] = id;
    else ranges.push([id, id]);
  }
  return ranges;
}
