import * as z from "zod";
import { macAddressSchema } from "../fields.ts";
import { withMacAddress } from "../interface-shape.ts";
import { ethernetShape, lowerSchema, type InterfaceKind } from "./kind.ts";

const shape = {
  ...ethernetShape,
  kind: z.literal("vlan"),
  lower: lowerSchema,
  // 0 is a priority without a VLAN, 4095 is reserved.
  vlanId: z.int().min(1).max(4094).describe("The number in the tag."),
};

const schema = z.strictObject(shape).transform(withMacAddress);

/** What the lower interface carries with one 802.1Q tag (net/8021q/vlan.c). */
export const vlan = {
  schema,
  keptSchema: z.strictObject({ ...shape, macAddress: macAddressSchema }),
  hasMacAddress: () => true,
  overhead: () => 0,
  takesFrames: false,
  isBoundToBirthplace: false,
  identity: ({ lower, vlanId }) => [lower, vlanId],
} as const satisfies InterfaceKind<z.infer<typeof schema>>;
