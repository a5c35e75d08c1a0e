import { gatewaySchema } from "../fields.ts";
import { addresslessShape, noLowerSchema } from "./kind.ts";

/** What the tunnels that carry IP in IPv4 have in common (net/ipv4/ip_tunnel.c). */
export const tunnelShape = {
  ...addresslessShape,
  lower: noLowerSchema,
  local: gatewaySchema.describe("The address its packets come from."),
  remote: gatewaySchema.describe("The address of the tunnel's other end."),
};

export interface Tunnel {
  readonly namespace: string;
  readonly local: string;
  readonly remote: string;
}

export const tunnelTraits = {
  hasMacAddress: () => false,
  overhead: null,
  takesFrames: false,
  isBoundToBirthplace: true,
  identity: ({ namespace, local, remote }: Tunnel) => [namespace, local, remote],
} as const;
