import * as z from "zod";
import { macAddressSchema } from "../fields.ts";
import { withMacAddress } from "../interface-shape.ts";
import { ethernetShape, lowerSchema, type InterfaceKind } from "./kind.ts";

/** The kernel's words, in the order of `enum macvlan_mode` (linux/if_link.h) but for `source`. */
export const macvlanModes = ["private", "vepa", "bridge", "passthru"] as const;

const shape = {
  ...ethernetShape,
  kind: z.literal("macvlan"),
  lower: lowerSchema,
  mode: z
    .enum(macvlanModes)
    .default("bridge")
    .describe(
      "How those on one lower interface meet: never (private), by the switch outside (vepa), directly (bridge); passthru leaves room for one only.",
    ),
};

const schema = z.strictObject(shape).transform(withMacAddress);

/** Another address on the lower interface's network (drivers/net/macvlan.c). */
export const macvlan = {
  schema,
  keptSchema: z.strictObject({ ...shape, macAddress: macAddressSchema }),
  // With passthru it is the lower interface's, and changes with it (macvlan_set_mac_address).
  hasMacAddress: ({ mode }) => mode !== "passthru",
  overhead: () => 0,
  takesFrames: true,
  isBoundToBirthplace: false,
  identity: null,
} as const satisfies InterfaceKind<z.infer<typeof schema>>;
