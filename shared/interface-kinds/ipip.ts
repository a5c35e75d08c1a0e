import * as z from "zod";
import type { InterfaceKind } from "./kind.ts";
import { tunnelShape, tunnelTraits } from "./tunnel.ts";

const shape = { ...tunnelShape, kind: z.literal("ipip") };

const schema = z.strictObject(shape);

/** Carries IPv4 in IPv4 (RFC 2003, net/ipv4/ipip.c). */
export const ipip = {
  schema,
  keptSchema: schema,
  ...tunnelTraits,
} as const satisfies InterfaceKind<z.infer<typeof schema>>;
