import { mapAddresses } from "../../shared/firewall.ts";
import { batch, type Edit } from "../../shared/edit.ts";
import { macAddressOf } from "../../shared/interface-shape.ts";
import { InterfacesByName } from "../../shared/interfaces-by-name.ts";
import { containsAddress, parsePrefix } from "../../shared/prefix.ts";
import { isOfDrawnInterface, parseInterfaceSysctl } from "../../shared/sysctl.ts";
import {
  canBePort,
  isInterface,
  isSingle,
  newBridge,
  newNamespace,
  newRoute,
  newVeth,
  type Document,
  type InterfaceRecord,
  type NamespaceRecord,
  type Position,
  type PolicyRuleRecord,
  type RecordId,
  type FirewallRecord,
  type RouteRecord,
  type SingleRecord,
  type Topology,
  type TopologyRecord,
} from "../../shared/topology.ts";
import { freshInterfaceName, freshNamespaceName, interfaceNames, namespaceNames, portName } from "./names.ts";
import { newAddresses, type Readdress } from "./readdress.ts";

/** Old id → new one, made once per paste. */
export type NewIds = Readonly<Record<RecordId, RecordId>>;

/**
 * A copied sub-network with fresh names and addresses, moved by `offset`. Links to a bridge that was not copied are
 * made to the same bridge again, if it is still there. Null when nothing is left of it.
 */
export function paste(topology: Topology, copied: Document, ids: NewIds, offset: Position): Edit | null {
  const pasting = new Pasting(topology, copied.topology, ids);
  const records = pasting.records();
  if (records.length === 0) return null;
  const positions = Object.fromEntries(
    Object.entries(copied.layout).map(([id, { x, y }]) => [
      ids[id] ?? id,
      { x: x + offset.x, y: y + offset.y },
    ]),
  );
  return batch(...records.map((record): Edit => ({ op: "add", record })), { op: "place", positions });
}

class Pasting {
  readonly #topology: Topology;
  readonly #copied: Topology;
  readonly #copiedInterfaces: InterfacesByName;
  readonly #ids: NewIds;
  readonly #addresses: Readdress;
  readonly #namespaceNames: Set<string>;
  readonly #interfaceNames = new Map<RecordId, Set<string>>();
  readonly #renamed = new Map<string, string>();

  constructor(topology: Topology, copied: Topology, ids: NewIds) {
    this.#topology = topology;
    this.#copied = onlyPossible(topology, copied);
    this.#copiedInterfaces = new InterfacesByName(this.#copied);
    this.#ids = ids;
    this.#addresses = newAddresses(topology, this.#copied);
    this.#namespaceNames = namespaceNames(topology);
  }

  records(): TopologyRecord[] {
    const order = (record: TopologyRecord) =>
      record.kind === "namespace" ? 0 : record.kind === "bridge" ? 1 : record.kind === "veth" ? 2 : 3;
    const sorted = Object.values(this.#copied)
      .filter((record) => record.kind === "namespace" || isInterface(record))
      .toSorted((a, b) => order(a) - order(b));
    const records = sorted.map((record) => this.#copyOf(record));
    const interfaces = records.filter((record) => isInterface(record));
    const routes = Object.values(this.#copied).filter((record) => record.kind === "route");
    const rules = Object.values(this.#copied).filter((record) => record.kind === "rule");
    const firewalls = Object.values(this.#copied).filter((record) => record.kind === "firewall");
    return [
      ...records,
      ...routes.flatMap((route) => this.#routeOf(route, interfaces)),
      ...rules.flatMap((rule) => this.#ruleOf(rule)),
      ...firewalls.flatMap((firewall) => this.#firewallOf(firewall)),
    ];
  }

  #copyOf(record: NamespaceRecord | InterfaceRecord): TopologyRecord {
    const id = this.#idOf(record.id);
    if (record.kind === "namespace") {
      const loopback = { ...record.loopback, addresses: this.#addresses.of(record.loopback.addresses) };
      const sysctls = this.#sysctlsOf(record);
      const { forwarding } = record;
      return newNamespace(id, this.#namespaceName(record.name), { loopback, forwarding, sysctls });
    }
    const namespace = this.#idOf(record.namespace);
    const { adminState, mtu, quality, vlans } = record;
    const addresses = this.#addresses.of(record.addresses);
    const fields = { adminState, mtu, quality, vlans, addresses };
    const name = this.#interfaceName(namespace, record);
    if (record.kind === "bridge") {
      return newBridge(id, namespace, name, {
        ...fields,
        stp: record.stp,
        vlanFiltering: record.vlanFiltering,
        ageingTimeSeconds: record.ageingTimeSeconds,
      });
    }
    const master = record.master === null ? null : this.#idOf(record.master);
    if (record.kind === "veth")
      return newVeth(id, this.#idOf(record.peer), namespace, name, { ...fields, master });
    const macAddress = record.macAddress === null ? null : macAddressOf(id);
    const lower = record.lower === null ? null : this.#idOf(record.lower);
    return { ...record, ...fields, id, namespace, name, macAddress, master, lower } as SingleRecord;
  }

  /** Without those of interfaces that were not copied. The others have their old names in the new namespace. */
  #sysctlsOf({ id, sysctls }: NamespaceRecord): NamespaceRecord["sysctls"] {
    const entries = Object.entries(sysctls).filter(([key]) => {
      const parsed = parseInterfaceSysctl(key);
      return (
        parsed === null ||
        !isOfDrawnInterface(parsed) ||
        this.#copiedInterfaces.find(id, parsed.of) !== undefined
      );
    });
    return Object.fromEntries(entries);
  }

  /** None when its gateway would be out of reach where the copy stands. */
  #routeOf(route: RouteRecord, interfaces: readonly InterfaceRecord[]): RouteRecord[] {
    const namespace = this.#idOf(route.namespace);
    const gateway = route.gateway === null ? null : this.#addresses.ofAddress(route.gateway);
    const isReachable = interfaces.some(
      (record) =>
        record.namespace === namespace && record.addresses.some((address) => isOnLink(address, gateway)),
    );
    if (gateway !== null && !isReachable) return [];
    const out = route.interface === null ? null : this.#idOf(route.interface);
    const { metric, table } = route;
    const destination = this.#addresses.ofNetwork(route.destination);
    return [
      newRoute(this.#idOf(route.id), namespace, destination, { gateway, interface: out, metric, table }),
    ];
  }

  #ruleOf(rule: PolicyRuleRecord): PolicyRuleRecord[] {
    if (this.#copied[rule.namespace] === undefined) return [];
    const map = (text: string | null) => (text === null ? null : this.#addresses.ofMatch(text));
    const ids = { id: this.#idOf(rule.id), namespace: this.#idOf(rule.namespace) };
    return [{ ...rule, ...ids, from: map(rule.from), to: map(rule.to) }];
  }

  /** With the addresses of the copies. The lab's host is not copied, and keeps its own. */
  #firewallOf(record: FirewallRecord): FirewallRecord[] {
    if (this.#copied[record.namespace] === undefined) return [];
    const ids = { id: this.#idOf(record.id), namespace: this.#idOf(record.namespace) };
    return [{ ...mapAddresses(record, (address) => this.#addresses.ofMatch(address)), ...ids }];
  }

  /** What is not copied (the lab's host, a bridge outside) stays itself. */
  #idOf(id: RecordId): RecordId {
    return this.#copied[id] === undefined ? id : (this.#ids[id] ?? id);
  }

  #namespaceName(old: string): string {
    const name = freshNamespaceName(old, this.#namespaceNames);
    this.#namespaceNames.add(name);
    this.#renamed.set(old, name);
    return name;
  }

  #interfaceName(namespace: RecordId, record: InterfaceRecord): string {
    const taken = this.#interfaceNames.get(namespace) ?? interfaceNames(this.#topology, namespace);
    this.#interfaceNames.set(namespace, taken);
    const name = taken.has(record.name) ? this.#freshName(record.name, taken) : record.name;
    taken.add(name);
    return name;
  }

  #freshName(old: string, taken: ReadonlySet<string>): string {
    const towards = this.#renamed.get(old.replace(/^veth-/, ""));
    return towards === undefined ? freshInterfaceName(old, taken) : portName(towards, taken);
  }
}

function isOnLink(address: string, gateway: string | null): boolean {
  const prefix = parsePrefix(address);
  return prefix !== null && gateway !== null && containsAddress(prefix, gateway);
}

/** Without the links whose bridge outside is gone, and without what was in the places that are. */
function onlyPossible(topology: Topology, copied: Topology): Topology {
  const exists = (id: RecordId | null) =>
    id === null || copied[id] !== undefined || topology[id] !== undefined;
  const isPossible = (record: TopologyRecord): boolean =>
    record.kind === "namespace" ||
    (exists(record.namespace) &&
      (!canBePort(record) || (exists(record.master) && hasMaster(topology, copied, record.master))) &&
      (!isSingle(record) || exists(record.lower)));
  const possible = Object.values(copied).filter((record) => {
    if (record.kind !== "veth") return isPossible(record);
    const peer = copied[record.peer];
    return isPossible(record) && peer !== undefined && isPossible(peer);
  });
  return Object.fromEntries(possible.map((record) => [record.id, record]));
}

function hasMaster(topology: Topology, copied: Topology, master: RecordId | null): boolean {
  const kind = master === null ? null : (copied[master] ?? topology[master])?.kind;
  return kind === null || kind === "bridge" || kind === "bond";
}
