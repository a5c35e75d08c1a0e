import { expect } from "vitest";
import {
  emptyObservedNamespace,
  type Observed,
  type ObservedAddress,
  type ObservedInterface,
  type ObservedNamespace,
  type ObservedRoute,
} from "../../shared/observed.ts";
import { anyMacAddress, inFdbOrder } from "../../shared/interface-kinds/fdb.ts";
import { hostName } from "../../shared/names.ts";
import { isIdleFallbackTunnel } from "../kernel/netlink/fallback-tunnels.ts";
import { noQuality } from "../../shared/quality.ts";
import { formatPrefix, parseAddress, parsePrefix } from "../../shared/prefix.ts";
import { mainTable, parseTable } from "../../shared/routing-table.ts";
import type { Topology } from "../../shared/topology.ts";
import { watchedSysctls } from "../observe/watched-sysctls.ts";
import type { TestServer } from "./server.ts";

/** What is compared of what `ip` says with what the server says. Neighbours change by themselves all the time, and rules of policy routing are asked for elsewhere. */
export type Asked = Readonly<Record<string, ObservedNamespace>>;

/** What somebody types in a terminal of the lab's host. */
export async function typeInLab(server: TestServer, lab: string, command: string): Promise<string> {
  const { json, status } = await server.call("POST", `/api/labs/${lab}/exec`, {
    body: { namespace: "host", argv: ["sh", "-c", command], timeoutMs: 20_000 },
  });
  expect(status).toBe(200);
  return String(json.stdout);
}

/** Seven lines for each namespace: its name, four answers of `ip`, one of `bridge` and one of `tc`. */
const questions = `
ask() {
  links=$("$@" -d address show) || return
  echo "$name"
  echo "$links"
  echo "$("$@" -4 route show table all type unicast)"
  echo "$("$@" -6 route show table all type unicast)"
  echo "$("$@" netconf show)"
  shift
  echo "$(bridge "$@" fdb show)"
  echo "$(tc -r "$@" qdisc show)"
}
name=host; ask ip -j
for file in /run/netns/*; do
  name=\${file##*/}
  [ -e "$file" ] && ask ip -j -n "$name"
done
true`;

/** Asks the kernel of a lab with `ip` and `sysctl`, as somebody in its terminal would, who knows what is drawn. */
export async function askKernel(server: TestServer, lab: string, topology: Topology): Promise<Asked> {
  const sysctls = await askSysctls(server, lab, topology);
  const lines = (await typeInLab(server, lab, questions)).split("\n");
  const namespaces: Record<string, ObservedNamespace> = {};
  for (let at = 0; at + 7 <= lines.length; at += 7) {
    const [name = "", ...answers] = lines.slice(at, at + 7);
    const [links, ipv4, ipv6, netconf, fdb, qdiscs] = answers.map((text) =>
      text === "" ? [] : (JSON.parse(text) as unknown),
    );
    const indexes = new Map((links as IpLink[]).map(({ ifname, ifindex }) => [ifname, ifindex]));
    const interfaces = (links as IpLink[])
      .map((link) => ({
        ...toInterface(link, indexes, fdb as BridgeFdbEntry[]),
        qdisc: toQdisc(link, qdiscs as TcQdisc[]),
      }))
      .filter((each) => !isIdleFallbackTunnel(each));
    namespaces[name] = {
      ...emptyObservedNamespace,
      interfaces: Object.fromEntries(interfaces.map((each) => [each.name, each])),
      routes: [
        ...mainFirst((ipv4 as IpRoute[]).map((route) => toRoute(route, "0.0.0.0/0", 32))),
        ...mainFirst((ipv6 as IpRoute[]).map((route) => toRoute(route, "::/0", 128))),
      ].filter(({ destination, protocol }) => destination !== "fe80::/64" || protocol !== "kernel"),
      forwarding: toForwarding(netconf as IpNetconf[]),
      sysctls: sysctls.get(name) ?? {},
    };
  }
  return inOneOrder(namespaces);
}

/** By namespace name, those that are watched and there: a line for each. */
async function askSysctls(
  server: TestServer,
  lab: string,
  topology: Topology,
): Promise<Map<string, Record<string, string>>> {
  const asked = new Map<string, Record<string, string>>();
  for (const [name, watched] of watchedSysctls(topology)) {
    const keys = watched.join(" ");
    const inside = name === hostName ? "" : `ip netns exec '${name}'`;
    const lines = (await typeInLab(server, lab, `${inside} sysctl -e ${keys}`)).trim().split("\n");
    const values: Record<string, string> = {};
    for (const line of lines) {
      const [key = "", value] = line.replaceAll("\t", " ").split(" = ");
      if (value !== undefined) values[key] = value;
    }
    asked.set(name, values);
  }
  return asked;
}

/** As far as `askKernel` asks. */
export function comparable({ namespaces }: Observed): Asked {
  const parts = Object.entries(namespaces).map(([name, { interfaces, routes, forwarding, sysctls }]) => [
    name,
    {
      ...emptyObservedNamespace,
      interfaces: Object.fromEntries(
        Object.entries(interfaces).map(([device, seen]) => [
          device,
          { ...seen, peer: null, lower: withoutPlace(seen.lower), bridgePort: null },
        ]),
      ),
      routes,
      forwarding,
      sysctls,
    },
  ]);
  return inOneOrder(Object.fromEntries(parts) as Asked);
}

/** Where the interface is that another is on, no word of `ip`'s says. */
function withoutPlace(lower: ObservedInterface["lower"]): ObservedInterface["lower"] {
  return lower === null ? null : { ...lower, namespace: null };
}

/** The kernel lists IPv6 addresses in an order that means nothing. */
function inOneOrder(asked: Asked): Asked {
  const isIpv6 = ({ address }: ObservedAddress) => address.includes(":");
  return Object.fromEntries(
    Object.entries(asked).map(([name, { interfaces, ...rest }]) => [
      name,
      {
        ...rest,
        interfaces: Object.fromEntries(
          Object.entries(interfaces).map(([device, seen]) => [
            device,
            {
              ...seen,
              addresses: [
                ...seen.addresses.filter((each) => !isIpv6(each)),
                ...seen.addresses.filter(isIpv6).toSorted((a, b) => (a.address < b.address ? -1 : 1)),
              ],
            },
          ]),
        ),
      },
    ]),
  );
}

interface IpLinkData {
  readonly stp_state?: number;
  readonly vlan_filtering?: number;
  readonly ageing_time?: number;
  readonly mode?: string;
  readonly id?: number;
  readonly local?: string;
  readonly remote?: string;
  readonly group?: string;
  readonly port?: number;
  readonly learning?: boolean;
  readonly link?: string;
}

interface BridgeFdbEntry {
  readonly ifname: string;
  readonly mac: string;
  readonly dst?: string;
  readonly state?: string;
}

interface IpLink {
  readonly ifindex: number;
  readonly ifname: string;
  readonly flags: string[];
  readonly mtu: number;
  readonly operstate: string;
  readonly link_type: string;
  readonly link?: string;
  readonly link_index?: number;
  readonly address?: string;
  readonly master?: string;
  readonly linkinfo?: {
    readonly info_kind?: string;
    readonly info_data?: IpLinkData;
  };
  readonly addr_info: readonly {
    readonly local: string;
    readonly prefixlen: number;
    readonly scope: string;
    readonly tentative?: boolean;
    readonly dadfailed?: boolean;
  }[];
}

/** As netlink/interface-kinds/ says it, of the kinds that the tests make. */
function toSettings(
  { linkinfo: { info_kind: kind, info_data: data = {} } = {}, ifname }: IpLink,
  fdb: readonly BridgeFdbEntry[],
): ObservedInterface["settings"] {
  if (kind === "macvlan") return { mode: data.mode };
  if (kind !== "vxlan") return null;
  const { id: vni, local = null, group, port, learning } = data;
  const remote = data.remote ?? group ?? null;
  const entries = fdb.flatMap(({ ifname: name, mac: macAddress, dst: destination, state }) => {
    const isOwn = macAddress === anyMacAddress && destination === remote;
    const isStatic = name === ifname && state === "permanent" && destination !== undefined && !isOwn;
    return isStatic ? [{ macAddress, destination }] : [];
  });
  return { vni, local, remote, port, learning, fdb: inFdbOrder(entries) };
}

interface TcQdisc {
  readonly kind: string;
  readonly dev: string;
  readonly handle: string;
  readonly root?: boolean;
  /** Of a token bucket; the raw burst is how long one takes, in units of 64 ns. */
  readonly options: { readonly rate?: number; readonly burst_raw?: string; readonly limit?: number };
}

/** As far as the tests make any. */
function toQdisc({ ifname }: IpLink, qdiscs: readonly TcQdisc[]): ObservedInterface["qdisc"] {
  const found = qdiscs.find(({ dev, handle, root }) => dev === ifname && root === true && handle !== "0:");
  if (found === undefined) return null;
  const { rate, burst_raw: ticks = "0", limit = 0 } = found.options;
  if (rate === undefined) return { kind: found.kind, quality: null };
  const burstBytes = Math.round((Number.parseInt(ticks, 16) * 64 * rate) / 1e9);
  const quality = { ...noQuality, rateBitsPerSecond: rate * 8, burstBytes, limitBytes: limit };
  return { kind: found.kind, quality };
}

function toLower(
  link: IpLink,
  indexes: ReadonlyMap<string, number>,
  settings: ObservedInterface["settings"],
): ObservedInterface["lower"] {
  const { info_kind: kind, info_data: data } = link.linkinfo ?? {};
  const name = kind === "vxlan" ? data?.link : link.link;
  const ifindex = link.link_index ?? indexes.get(name ?? "");
  return settings === null || ifindex === undefined ? null : { namespace: null, ifindex };
}

function toInterface(
  link: IpLink,
  indexes: ReadonlyMap<string, number>,
  fdb: readonly BridgeFdbEntry[],
): Omit<ObservedInterface, "qdisc"> {
  const { info_kind: kind, info_data: data } = link.linkinfo ?? {};
  const settings = toSettings(link, fdb);
  return {
    ifindex: link.ifindex,
    name: link.ifname,
    kind: kind ?? link.link_type,
    // `ip` adds what it knows of a veth's other end.
    flags: link.flags.filter((flag) => flag !== "M-DOWN"),
    adminState: link.flags.includes("UP") ? "up" : "down",
    operstate: link.operstate.toLowerCase(),
    carrier: link.flags.includes("LOWER_UP"),
    macAddress: link.link_type === "ether" ? (link.address ?? null) : null,
    mtu: link.mtu,
    master: link.master ?? null,
    peer: null,
    lower: toLower(link, indexes, settings),
    settings,
    addresses: link.addr_info.map(({ local, prefixlen, scope, tentative, dadfailed }) => ({
      address: canonical(`${local}/${prefixlen}`),
      scope,
      dadState: dadfailed === true ? "dadfailed" : tentative === true ? "tentative" : null,
    })),
    bridgePort: null,
    bondMember: null,
    bridge:
      kind === "bridge"
        ? {
            stp: data?.stp_state === 1,
            ageingTimeSeconds: Math.round((data?.ageing_time ?? 0) / 100),
            vlanFiltering: data?.vlan_filtering === 1,
          }
        : null,
    vlans: null,
  };
}

/** `ip` has a spelling of its own for some (`::1.2.3.4`). */
function canonical(text: string): string {
  const prefix = parsePrefix(text);
  return prefix === null ? text : formatPrefix(prefix);
}

interface IpRoute {
  readonly dst: string;
  readonly gateway?: string;
  readonly dev?: string;
  readonly metric?: number;
  readonly table?: string;
  readonly protocol?: string;
  readonly flags: string[];
}

function toRoute(
  { dst, gateway, dev, metric, table, protocol, flags }: IpRoute,
  all: string,
  bits: number,
): ObservedRoute {
  return {
    destination: dst === "default" ? all : canonical(dst.includes("/") ? dst : `${dst}/${bits}`),
    gateway: gateway === undefined ? null : (parseAddress(gateway)?.address ?? gateway),
    interface: dev ?? null,
    metric: metric ?? null,
    table: parseTable(table ?? "main") ?? 0,
    // Left out where it is what `ip` itself would say.
    protocol: protocol ?? "boot",
    flags,
  };
}

function mainFirst(routes: readonly ObservedRoute[]): ObservedRoute[] {
  const rank = ({ table }: ObservedRoute) => (table === mainTable ? 0 : table);
  return routes.toSorted((a, b) => rank(a) - rank(b));
}

interface IpNetconf {
  readonly family: string;
  readonly interface: string;
  readonly forwarding: boolean;
}

function toForwarding(answers: readonly IpNetconf[]): { ipv4: boolean; ipv6: boolean } {
  const of = (family: string) =>
    answers.some((each) => each.family === family && each.interface === "all" && each.forwarding);
  return { ipv4: of("inet"), ipv6: of("inet6") };
}
