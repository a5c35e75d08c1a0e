import * as z from "zod";
import { macAddressSchema } from "../fields.ts";
import { withMacAddress } from "../interface-shape.ts";
import { ethernetShape, noLowerSchema, type InterfaceKind } from "./kind.ts";

const shape = { ...ethernetShape, kind: z.literal("dummy"), lower: noLowerSchema };

const schema = z.strictObject(shape).transform(withMacAddress);

/** Takes what it is given and drops it: an address that is always there (drivers/net/dummy.c). */
export const dummy = {
  schema,
  keptSchema: z.strictObject({ ...shape, macAddress: macAddressSchema }),
  hasMacAddress: () => true,
  overhead: null,
  takesFrames: false,
  isBoundToBirthplace: false,
  identity: null,
} as const satisfies InterfaceKind<z.infer<typeof schema>>;
