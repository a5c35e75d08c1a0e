import * as z from "zod";
import { gatewaySchema, macAddressSchema, recordIdSchema } from "../fields.ts";
import { isGroup } from "../ip-address.ts";
import { withMacAddress } from "../interface-shape.ts";
import { anyMacAddress, fdbSchema, type FdbEntry } from "./fdb.ts";
import { ethernetShape, type InterfaceKind } from "./kind.ts";

/** IANA's; the kernel's own default is 8472, from before there was one. */
const vxlanPort = 4789;

const shape = {
  ...ethernetShape,
  kind: z.literal("vxlan"),
  lower: recordIdSchema
    .nullable()
    .default(null)
    .describe(
      "The id of the interface, in the same namespace, that its packets leave by; null leaves it to the routes.",
    ),
  vni: z.int().min(1).max(0xff_ffff).describe("The network's number, 24 bits: ip calls it id."),
  local: gatewaySchema.nullable().default(null).describe("The address its packets come from."),
  remote: gatewaySchema
    .nullable()
    .default(null)
    .describe("Where frames go whose place is not known: another host, or a group's address."),
  port: z.int().min(1).max(65535).default(vxlanPort).describe("UDP, at both ends."),
  fdb: fdbSchema,
  learning: z.boolean().default(true).describe("Is it learnt from frames received where addresses are?"),
};

const schema = z
  .strictObject(shape)
  .refine(({ local, remote }) => local === null || remote === null || isIpv6(local) === isIpv6(remote), {
    path: ["local"],
    message: "must be of the same family as remote",
    params: { problem: "ends-of-two-families" },
  })
  // Membership in a group is an interface's (vxlan_validate, iproute2's iplink_vxlan.c).
  .refine(({ lower, remote }) => lower !== null || remote === null || !isGroup(remote), {
    path: ["lower"],
    message: "must be said where remote is a group: the group is joined there",
    params: { problem: "group-needs-lower" },
  })
  .refine(({ fdb, remote }) => !fdb.some((entry) => isRemote(entry, remote)), {
    path: ["fdb"],
    message: "must not repeat remote, for which there is an entry already",
    params: { problem: "fdb-repeats-remote" },
  })
  .transform(withMacAddress);

/** Carries Ethernet in UDP to other hosts (RFC 7348, drivers/net/vxlan/vxlan_core.c). */
export const vxlan = {
  schema,
  keptSchema: z.strictObject({ ...shape, macAddress: macAddressSchema }),
  hasMacAddress: () => true,
  // Outer Ethernet is the lower interface's own; inner Ethernet 14, VXLAN 8, UDP 8, and IP (vxlan_headroom).
  overhead: (record) => (isOverIpv6(record) ? 70 : 50),
  takesFrames: false,
  isBoundToBirthplace: true,
  identity: (record) => [record.namespace, record.lower, record.vni, record.port, isOverIpv6(record)],
} as const satisfies InterfaceKind<z.infer<typeof schema>>;

function isOverIpv6({ local, remote }: z.infer<typeof schema>): boolean {
  return isIpv6(remote ?? local ?? "");
}

function isIpv6(address: string): boolean {
  return address.includes(":");
}

function isRemote({ macAddress, destination }: FdbEntry, remote: string | null): boolean {
  return macAddress === anyMacAddress && destination === remote;
}
