import * as z from "zod";
import type { Observed } from "../../shared/observed.ts";
import { qualitySchema } from "../../shared/quality.ts";
import { ruleProtocols } from "../../shared/firewall.ts";
import { observedVlansSchema } from "../../shared/vlans.ts";
import { tableFamilies, tableTools } from "../../shared/other-table.ts";

const observedInterfaceSchema = z.strictObject({
  ifindex: z.int(),
  name: z.string(),
  kind: z.string().describe("loopback, veth, bridge, or whatever else ip-link(8) calls it."),
  flags: z.array(z.string()).describe("As ip-link(8) prints them: UP, LOWER_UP, NO-CARRIER…"),
  adminState: z.enum(["up", "down"]),
  operstate: z.string().describe("RFC 2863: up, down, lowerlayerdown, unknown (works; lo reports it)…"),
  carrier: z.boolean(),
  macAddress: z
    .string()
    .nullable()
    .describe("Its own: a bond's member sends with the bond's, and has its own again when it leaves."),
  mtu: z.int(),
  master: z
    .string()
    .nullable()
    .describe("The bridge that this is a port of, or the bond that it is a member of, by name."),
  peer: z
    .strictObject({ namespace: z.string().nullable(), ifindex: z.int() })
    .nullable()
    .describe("A veth's other end; the namespace is null when it has no name here."),
  lower: z
    .strictObject({ namespace: z.string().nullable(), ifindex: z.int() })
    .nullable()
    .describe("What it is on, where it is on another interface."),
  settings: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe("What only its kind has, as a record's fields say it; null where no record can stand for it."),
  addresses: z.array(
    z.strictObject({
      address: z.string(),
      scope: z.string(),
      dadState: z
        .enum(["tentative", "dadfailed"])
        .nullable()
        .describe("Duplicate address detection (RFC 4862); null when done."),
    }),
  ),
  qdisc: z
    .strictObject({ kind: z.string(), quality: qualitySchema })
    .nullable()
    .describe("What somebody put at its root, as a record says it; quality is null where no record can."),
  bridgePort: z
    .strictObject({ state: z.string() })
    .nullable()
    .describe("As a port: disabled, listening, learning, forwarding, blocking."),
  bondMember: z
    .strictObject({ state: z.enum(["active", "backup"]), isUp: z.boolean() })
    .nullable()
    .describe("As a bond's member: may it carry frames, and has it a carrier, as the bond knows it?"),
  bridge: z
    .strictObject({ stp: z.boolean(), ageingTimeSeconds: z.number(), vlanFiltering: z.boolean() })
    .nullable(),
  vlans: observedVlansSchema.describe("As a bridge or its port, where the kernel knows of VLANs."),
});

const observedNamespaceSchema = z.strictObject({
  inode: z
    .int()
    .nullable()
    .describe("Of its nsfs file: its identity, as readlink /proc/PID/ns/net tells it."),
  interfaces: z.record(z.string(), observedInterfaceSchema).describe("By name."),
  routes: z
    .array(
      z.strictObject({
        destination: z.string(),
        gateway: z.string().nullable(),
        interface: z.string().nullable(),
        metric: z.int().nullable(),
        table: z.int().describe("254 is main."),
        protocol: z.string().describe("Who made it: kernel, boot, static…"),
        flags: z.array(z.string()),
      }),
    )
    .describe("Of all tables but local, both families, main first."),
  rules: z
    .array(
      z.strictObject({
        family: z.enum(["ipv4", "ipv6"]),
        priority: z.int(),
        not: z.boolean(),
        from: z.string().nullable(),
        to: z.string().nullable(),
        iif: z.string().nullable(),
        oif: z.string().nullable(),
        fwmark: z.string().nullable(),
        ipproto: z.enum(ruleProtocols).nullable(),
        sport: z.string().nullable(),
        dport: z.string().nullable(),
        action: z
          .string()
          .describe("lookup, blackhole, unreachable, prohibit, or whatever else ip-rule(8) calls it."),
        table: z.int().nullable().describe("254 is main."),
        suppressPrefixLength: z.int().nullable(),
        protocol: z.string().describe("Who made it: kernel, boot, static…"),
        others: z.array(z.string()).describe("What no record can say, in ip-rule(8)'s words."),
      }),
    )
    .describe("Of policy routing, both families, in their order."),
  neighbors: z.array(
    z.strictObject({
      address: z.string(),
      interface: z.string(),
      macAddress: z.string().nullable(),
      state: z.string().describe("REACHABLE, STALE, FAILED…"),
    }),
  ),
  forwarding: z.strictObject({ ipv4: z.boolean(), ipv6: z.boolean() }),
  sysctls: z
    .record(z.string(), z.string())
    .describe("Those that the document names, as far as there are any."),
  netconf: z
    .record(z.string(), z.strictObject({ rpFilter: z.int(), proxyArp: z.boolean() }))
    .describe(
      "net.ipv4.conf.*, by interface; all is what is set for all. rp_filter: 0 off, 1 strict, 2 loose.",
    ),
  tables: z
    .array(
      z.strictObject({
        tool: z.enum(tableTools).describe("Whose words the lines are."),
        family: z.enum(tableFamilies),
        name: z.string(),
        lines: z.array(z.string()).describe("Without counters."),
      }),
    )
    .describe("Of nftables, those that iptables makes among them."),
  containers: z
    .record(z.string(), z.strictObject({ pid: z.int().describe("As it is numbered inside the lab.") }))
    .describe("Those whose processes use this stack, by id."),
});

export const observedSchema = z
  .strictObject({
    namespaces: z
      .record(z.string(), observedNamespaceSchema)
      .describe("By name; the lab's own is host. Also those made by hand."),
  })
  .meta({ id: "Observed" }) satisfies z.ZodType<Observed>;
