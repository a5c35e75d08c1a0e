import * as z from "zod";
import { macAddressSchema } from "../fields.ts";
import { withMacAddress } from "../interface-shape.ts";
import { ethernetShape, noLowerSchema, type InterfaceKind } from "./kind.ts";

const shape = { ...ethernetShape, kind: z.literal("tun"), lower: noLowerSchema };

const schema = z.strictObject(shape).transform(withMacAddress);

/**
 * The lab's way to this machine's own network: an interface whose other side is a program outside (drivers/net/tun.c, tap
 * mode), which says on as that machine's own connections what comes in (docs/decisions/0023).
 */
export const tun = {
  schema,
  keptSchema: z.strictObject({ ...shape, macAddress: macAddressSchema }),
  hasMacAddress: () => true,
  overhead: null,
  takesFrames: false,
  isBoundToBirthplace: false,
  identity: null,
  leadsOut: true,
} as const satisfies InterfaceKind<z.infer<typeof schema>>;
