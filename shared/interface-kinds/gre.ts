import * as z from "zod";
import type { InterfaceKind } from "./kind.ts";
import { tunnelShape, tunnelTraits } from "./tunnel.ts";

const shape = { ...tunnelShape, kind: z.literal("gre") };

const schema = z.strictObject(shape);

/** Carries IP in GRE (RFC 2784, net/ipv4/ip_gre.c). */
export const gre = {
  schema,
  keptSchema: schema,
  ...tunnelTraits,
} as const satisfies InterfaceKind<z.infer<typeof schema>>;
