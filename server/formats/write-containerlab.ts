import { stringify } from "yaml";
import { hostId } from "../../shared/names.ts";
import { formatStep, type Step } from "../../shared/step.ts";
import { isOfDrawnInterface, parseInterfaceSysctl } from "../../shared/sysctl.ts";
import {
  emptyDocument,
  namespaceOf,
  recordsOfKind,
  type BridgeRecord,
  type NamespaceRecord,
  type Topology,
  type VethRecord,
} from "../../shared/topology.ts";
import { byName } from "../plan/difference.ts";
import { plan } from "../plan/plan.ts";
import { waitingIn } from "../plan/waiting.ts";

/** Any image with ip(8) would do. */
const image = "ghcr.io/srl-labs/network-multitool";

/**
 * A containerlab topology: namespaces are `linux` nodes without a management network, bridges of the host `bridge` nodes,
 * pairs links. What a node's network has besides is in its `exec`, in the order of a plan. What the host itself would
 * have cannot be said there, and what waits until an interface is up; these stand in comments.
 */
export function toContainerlab(name: string, topology: Topology): string {
  const steps = plan(emptyDocument.topology, topology);
  const bridges = [...recordsOfKind(topology, "bridge")].filter(({ namespace }) => namespace === hostId);
  const nodes = [...recordsOfKind(topology, "namespace")].filter(({ id }) => id !== hostId).toSorted(byName);
  const links = [...pairs(topology)].map(([first, second]) => ({
    type: "veth",
    mtu: first.mtu,
    endpoints: [endpoint(first, topology), endpoint(second, topology)],
  }));
  const data = {
    name: name.replaceAll(/[^A-Za-z0-9]+/g, "_").replaceAll(/^_+|_+$/g, "") || "lab",
    topology: {
      nodes: Object.fromEntries([
        ...bridges.toSorted(byName).map((bridge) => [bridge.name, { kind: "bridge" }]),
        ...nodes.map((node) => [node.name, linuxNode(node, topology, steps)]),
      ]) as object,
      links,
    },
  };
  return comments(bridges, topology, steps) + stringify(data, { lineWidth: 0 });
}

function linuxNode(node: NamespaceRecord, topology: Topology, steps: readonly Step[]): object {
  const own = steps.filter(({ namespace }) => namespace === node.name);
  const lo = node.loopback.adminState === "down" ? ["ip link set dev lo down"] : [];
  // Containerlab brings all up.
  const down = [...recordsOfKind(topology, "veth")]
    .filter(({ namespace, adminState }) => namespace === node.id && adminState === "down")
    .map(({ name }) => `ip link set dev ${name} down`);
  const others = own.filter((step) => !isSaidElsewhere(step, topology));
  const commands = others.map((step) => formatStep({ ...step, namespace: "host" }));
  const exec = [...mtus(node, topology), ...commands, ...down, ...lo];
  return {
    kind: "linux",
    image,
    "network-mode": "none",
    sysctls: sysctlsOf(node),
    ...(exec.length > 0 && { exec }),
  };
}

function isSaidElsewhere({ reason, record, argv }: Step, topology: Topology): boolean {
  if (reason === "forwarding-set" || reason === "loopback-up") return true;
  if (reason === "sysctl-set") return isThereAtStart(argv[1]?.split("=")[0] ?? "");
  return reason === "interface-up" && topology[record]?.kind === "veth";
}

/** Docker sets sysctls before there are links. */
function isThereAtStart(key: string): boolean {
  const parsed = parseInterfaceSysctl(key);
  return parsed === null || !isOfDrawnInterface(parsed);
}

function sysctlsOf({ forwarding, sysctls }: NamespaceRecord): Record<string, string> {
  return {
    "net.ipv4.ip_forward": forwarding.ipv4 ? "1" : "0",
    "net.ipv6.conf.all.forwarding": forwarding.ipv6 ? "1" : "0",
    ...Object.fromEntries(Object.entries(sysctls).filter(([key]) => isThereAtStart(key))),
  };
}

/** Of ends that differ from what their link says. */
function mtus(node: NamespaceRecord, topology: Topology): string[] {
  return [...pairs(topology)].flatMap(([first, second]) =>
    second.namespace === node.id && second.mtu !== first.mtu
      ? [`ip link set dev ${second.name} mtu ${second.mtu}`]
      : [],
  );
}

/** Each pair once. An end in a node comes second, where there is one: only there can its own MTU be said. */
function* pairs(topology: Topology): Generator<[VethRecord, VethRecord]> {
  for (const end of [...recordsOfKind(topology, "veth")].toSorted(byName)) {
    const peer = topology[end.peer];
    if (peer?.kind !== "veth" || (end.namespace === hostId) !== (peer.namespace === hostId)) {
      if (peer?.kind === "veth" && end.namespace === hostId) yield [end, peer];
    } else if (end.id < peer.id) yield [end, peer];
  }
}

function endpoint(end: VethRecord, topology: Topology): object {
  const master = end.namespace === hostId && end.master !== null ? topology[end.master] : undefined;
  const node = master?.kind === "bridge" ? master.name : namespaceOf(topology, end.namespace).name;
  return { node, interface: end.name, mac: end.macAddress };
}

/** What containerlab wants to find, and what nobody does there. */
function comments(bridges: readonly BridgeRecord[], topology: Topology, steps: readonly Step[]): string {
  const made = new Set(["namespace-add", "veth-add"]);
  const ready = (step: Step) => step.reason === "interface-up" || step.reason === "port-add";
  const own = steps.filter((step) => step.namespace === "host" && !made.has(step.reason));
  const before = own.filter((step) => topology[step.record]?.kind === "bridge");
  const after = own.filter((step) => topology[step.record]?.kind !== "bridge" && !ready(step));
  const afterwards = [...after.map(formatStep), ...mtus(namespaceOf(topology, hostId), topology)];
  return [
    ...(bridges.length === 0 ? [] : ["# Before it is deployed:"]),
    ...before.map((step) => `#   ${formatStep(step)}`),
    ...(afterwards.length === 0 ? [] : ["# Afterwards, on the host:"]),
    ...afterwards.map((command) => `#   ${command}`),
    ...waitingIn(topology).flatMap(({ namespace, interface: name, steps: waiting }) => [
      `# Left out: it waits until ${name} of ${namespace} is up. Then, in ${namespace}:`,
      ...waiting.map((step) => `#   ${formatStep({ ...step, namespace: "host" })}`),
    ]),
    "",
  ].join("\n");
}
