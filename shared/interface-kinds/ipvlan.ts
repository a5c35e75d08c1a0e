import * as z from "zod";
import { addresslessShape, lowerSchema, type InterfaceKind } from "./kind.ts";

/** The kernel's words, in the order of `enum ipvlan_mode` (linux/if_link.h). */
export const ipvlanModes = ["l2", "l3", "l3s"] as const;

const shape = {
  ...addresslessShape,
  kind: z.literal("ipvlan"),
  lower: lowerSchema,
  mode: z
    .enum(ipvlanModes)
    .default("l2")
    .describe("l2 takes part in ARP and broadcasts; l3 routes; l3s routes and passes the firewall."),
};

const schema = z.strictObject(shape);

/** Another IP address at the lower interface's MAC address (Documentation/networking/ipvlan.rst). */
export const ipvlan = {
  schema,
  keptSchema: schema,
  hasMacAddress: () => false,
  overhead: () => 0,
  takesFrames: true,
  isBoundToBirthplace: false,
  identity: null,
} as const satisfies InterfaceKind<z.infer<typeof schema>>;
