import * as z from "zod";
import { interfaceNameSchema, macAddressSchema } from "../fields.ts";
import { withMacAddress } from "../interface-shape.ts";
import { ethernetShape, noLowerSchema, type InterfaceKind } from "./kind.ts";

/** In the order of their numbers (BOND_MODE_…, linux/if_bonding.h). */
export const bondModes = [
  "balance-rr",
  "active-backup",
  "balance-xor",
  "broadcast",
  "802.3ad",
  "balance-tlb",
  "balance-alb",
] as const;

/** Modes in which one member is preferred (bond_mode_uses_primary, net/bonding.h). */
const modesWithPrimary: readonly string[] = ["active-backup", "balance-tlb", "balance-alb"];

const shape = {
  ...ethernetShape,
  kind: z.literal("bond"),
  lower: noLowerSchema,
  mode: z.enum(bondModes).default("balance-rr").describe("Which of its members carry what it sends."),
  miimon: z
    .int()
    .min(0)
    .max(0x7fff_ffff)
    .default(100)
    .describe("Milliseconds between two looks at its members' carriers; with 0 it notices no failure."),
  primary: interfaceNameSchema
    .nullable()
    .default(null)
    .describe(
      "The member that carries whenever it can, by name, as the kernel knows it: it need not be there.",
    ),
};

type Fields = z.infer<z.ZodObject<typeof shape>>;

function isPrimaryOfMode({ mode, primary }: Pick<Fields, "mode" | "primary">): boolean {
  return primary === null || modesWithPrimary.includes(mode);
}

const primaryOfMode = {
  path: ["primary"],
  message: `must be null but for ${modesWithPrimary.join(", ")}`,
  params: { problem: "primary-of-other-mode" },
};

const schema = z.strictObject(shape).refine(isPrimaryOfMode, primaryOfMode).transform(withMacAddress);

/** Several interfaces, its members, as one (drivers/net/bonding/). They name it as their master. */
export const bond = {
  schema,
  keptSchema: z
    .strictObject({ ...shape, macAddress: macAddressSchema })
    .refine(isPrimaryOfMode, primaryOfMode),
  hasMacAddress: () => true,
  overhead: null,
  takesFrames: false,
  // The kernel moves none (NETIF_F_NETNS_LOCAL).
  isBoundToBirthplace: true,
  identity: null,
  // It tells its primary only while that is a member.
  asDrawn: ({ primary }, seen) => ({ ...seen, primary: seen["primary"] ?? primary }),
} as const satisfies InterfaceKind<z.infer<typeof schema>>;
