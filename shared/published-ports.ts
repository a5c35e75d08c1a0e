import type { ContainerRecord, PublishedPort } from "./container.ts";
import type { Edit } from "./edit.ts";
import { matchesAll, newFirewall, type FirewallRecord, type FirewallRule } from "./firewall.ts";
import { newId } from "./ids.ts";
import { hostId } from "./names.ts";
import { recordsOfKind, type Topology } from "./topology.ts";

/**
 * Publishing a port is a rule of the host's firewall that sends what comes for it on to a container. It is there while the
 * container runs, and names the address that this one has got; otherwise it is a rule like any other.
 */

/** `8080:80`, `53:53/udp`, as `docker run -p` takes it. Null when it is none. */
export function parsePublishedPort(text: string): PublishedPort | null {
  const [, host, inner, protocol = "tcp"] =
    /^(?:0\.0\.0\.0:)?(\d{1,5}):(\d{1,5})(?:\/(tcp|udp))?$/.exec(text) ?? [];
  const [hostPort, port] = [Number(host), Number(inner)];
  const areThere = [hostPort, port].every((number) => number >= 1 && number <= 65_535);
  return areThere ? { hostPort, port, protocol: protocol === "udp" ? "udp" : "tcp" } : null;
}

/** `8080:80`, `53:53/udp`. */
export function formatPublishedPort({ hostPort, port, protocol }: PublishedPort): string {
  return `${hostPort}:${port}${protocol === "udp" ? "/udp" : ""}`;
}

/** Another container that runs, and the port of the host that leads there already. */
export function publishedElsewhere(
  topology: Topology,
  { id, ports }: Pick<ContainerRecord, "id" | "ports">,
): { readonly container: ContainerRecord; readonly taken: PublishedPort } | null {
  for (const container of recordsOfKind(topology, "container")) {
    if (container.id === id || container.state === "stopped") continue;
    const taken = container.ports.find((theirs) =>
      ports.some((own) => own.hostPort === theirs.hostPort && own.protocol === theirs.protocol),
    );
    if (taken !== undefined) return { container, taken };
  }
  return null;
}

/** Lead to this address from now on, and nowhere else. */
export function publish(topology: Topology, ports: readonly PublishedPort[], address: string | null): Edit[] {
  if (ports.length === 0 || address === null) return [];
  const firewall = firewallOf(topology);
  const base = firewall ?? newFirewall(newId(), hostId);
  const rules = [
    ...others(base, ports),
    ...ports.map(
      ({ hostPort, port, protocol }): FirewallRule => ({
        ...matchesAll,
        protocol,
        destinationPorts: String(hostPort),
        action: "dnat",
        to: `${address}:${port}`,
      }),
    ),
  ];
  const changes = { prerouting: { ...base.prerouting, rules } };
  return [
    firewall === undefined
      ? { op: "add", record: { ...base, ...changes } }
      : { op: "update", id: firewall.id, changes },
  ];
}

/** Also those of a container that has ended by itself meanwhile. */
export function unpublish(topology: Topology, ports: readonly PublishedPort[]): Edit[] {
  const firewall = firewallOf(topology);
  if (firewall === undefined || ports.length === 0) return [];
  const rules = others(firewall, ports);
  if (rules.length === firewall.prerouting.rules.length) return [];
  const prerouting = { ...firewall.prerouting, rules };
  return [{ op: "update", id: firewall.id, changes: { prerouting } }];
}

function others({ prerouting }: FirewallRecord, ports: readonly PublishedPort[]): FirewallRule[] {
  return prerouting.rules.filter((rule) => !ports.some((published) => isOf(rule, published)));
}

function isOf(rule: FirewallRule, { hostPort, protocol }: PublishedPort): boolean {
  return (
    rule.action === "dnat" &&
    rule.protocol === protocol &&
    rule.destinationPorts === String(hostPort) &&
    [rule.inInterface, rule.source, rule.destination, rule.sourcePorts].every((part) => part === null)
  );
}

function firewallOf(topology: Topology): FirewallRecord | undefined {
  return [...recordsOfKind(topology, "firewall")].find(({ namespace }) => namespace === hostId);
}
