import { applyEdit } from "../apply-edit.ts";
import { addContainer, type ContainerWish } from "../container-edits.ts";
import type { Edit } from "../edit.ts";
import { newFirewall, type FirewallRecord } from "../firewall.ts";
import { hostId } from "../names.ts";
import { addNetwork } from "../network-edits.ts";
import { noQuality, type Quality } from "../quality.ts";
import { newPolicyRule, type PolicyRuleRecord } from "../policy-rule.ts";
import { mainTable } from "../routing-table.ts";
import {
  emptyDocument,
  newBridge,
  newNamespace,
  newRoute,
  newVeth,
  parseSingle,
  type BridgeRecord,
  type Document,
  type NamespaceRecord,
  type Position,
  type RecordId,
  type TopologyRecord,
  type VethRecord,
} from "../topology.ts";

/** One end of a link: in a namespace, where it is called so, or on a bridge. */
interface End extends Partial<Pick<VethRecord, "adminState" | "mtu">> {
  /** What the link does to what this end sends. */
  readonly quality?: Partial<Quality>;
  readonly in: RecordId;
  readonly name?: string;
  readonly address?: string;
  readonly bridge?: RecordId;
}

/** A network written down. Ids are names, so that the same one has the same MAC addresses each time. */
export class Draft {
  readonly #records = new Map<RecordId, TopologyRecord>();
  readonly #layout: Record<RecordId, Position> = { [hostId]: { x: -116, y: 0 } };
  readonly #host: Partial<NamespaceRecord>;

  /** @param host  what the lab's host is other than as it is born */
  constructor(host: Partial<NamespaceRecord> = {}) {
    this.#host = host;
  }

  namespace(name: string, x: number, y: number, fields: Partial<NamespaceRecord> = {}): RecordId {
    const loopback: NamespaceRecord["loopback"] = { adminState: "up", addresses: [] };
    this.#records.set(name, newNamespace(name, name, { loopback, ...fields }));
    this.#layout[name] = { x, y };
    return name;
  }

  router(name: string, x: number, y: number): RecordId {
    return this.namespace(name, x, y, { forwarding: { ipv4: true, ipv6: false } });
  }

  bridge(name: string, x: number, y: number, fields: Partial<BridgeRecord> = {}): RecordId {
    const { namespace = hostId, ...others } = fields;
    const id = namespace === hostId ? name : `${namespace}-${name}`;
    this.#records.set(id, newBridge(id, namespace, name, { adminState: "up", ...others }));
    this.#layout[id] = { x, y };
    return id;
  }

  /** Up at both ends. Names are eth0, eth1, … in namespaces; on bridges and in the host `to-` whoever is beyond. */
  link(one: End, other: End): void {
    const [a, b] = [this.#nameOf(one, other), this.#nameOf(other, one)];
    const [first, second] = [`${one.in}-${a}`, `${other.in}-${b}`];
    this.#records.set(first, this.#end(first, second, one, a));
    this.#records.set(second, this.#end(second, first, other, b));
  }

  #nameOf(end: End, other: End): string {
    if (end.name !== undefined) return end.name;
    if (end.bridge !== undefined || end.in === hostId) return `to-${other.in}`.slice(0, 15);
    const here = [...this.#records.values()].filter(
      (record) => "namespace" in record && record.namespace === end.in && "adminState" in record,
    );
    return `eth${here.filter((record) => record.kind === "veth").length}`;
  }

  #end(id: RecordId, peer: RecordId, { address, bridge, quality, ...end }: End, name: string): VethRecord {
    return newVeth(id, peer, end.in, name, {
      adminState: end.adminState ?? "up",
      mtu: end.mtu ?? 1500,
      quality: quality === undefined ? null : { ...noQuality, ...quality },
      addresses: address === undefined ? [] : [address],
      master: bridge ?? null,
    });
  }

  /** An interface of a kind that is one record by itself, up. */
  single(
    kind: string,
    namespace: RecordId,
    name: string,
    fields: Readonly<Record<string, unknown>>,
  ): RecordId {
    const id = `${namespace}-${name.replaceAll(".", "-")}`;
    const record = parseSingle(kind, { id, namespace, name, adminState: "up", ...fields });
    if (record === null) throw new TypeError(`no ${kind} ${id}`);
    this.#records.set(id, record);
    return id;
  }

  route(namespace: RecordId, destination: string, gateway: string, table = mainTable): void {
    const id = `${namespace}-${destination.replace(/[^\w]/g, "-")}${table === mainTable ? "" : `-${table}`}`;
    const to = destination === "default" ? "0.0.0.0/0" : destination;
    this.#records.set(id, newRoute(id, namespace, to, { gateway, table }));
  }

  rule(namespace: RecordId, priority: number, fields: Partial<PolicyRuleRecord>): void {
    const id = `${namespace}-rule-${priority}`;
    this.#records.set(id, newPolicyRule(id, namespace, priority, fields));
  }

  firewall(namespace: RecordId, fields: Partial<FirewallRecord>): void {
    const id = `${namespace}-firewall`;
    this.#records.set(id, newFirewall(id, namespace, fields));
  }

  /** A network as Docker makes it, with its rules in the host's firewall: my-bridge resolves names, docker0 does not. */
  network(name: string, x: number, y: number, gateway: string, resolvesNames: boolean): RecordId {
    const wish = { name, subnet: `${gateway}/16`, gateway, resolvesNames, at: { x, y } };
    this.#draw((document) => addNetwork(document, { id: name, ...wish }));
    return name;
  }

  /** A container that runs. Tells its id. */
  container(name: string, wish: Omit<ContainerWish, "id" | "name">): RecordId {
    const id = `${name}-process`;
    this.#draw((document) => addContainer(document, { id, name, ...wish }));
    return id;
  }

  /** What people do by one gesture brings ids of its own. */
  #draw(make: (document: Document) => Edit | null): void {
    const document = this.document();
    const edit = make(document);
    if (edit === null) throw new TypeError("what it is to be connected to is not there");
    const { topology, layout } = applyEdit(document, edit);
    for (const record of Object.values(topology)) this.#records.set(record.id, record);
    Object.assign(this.#layout, layout);
  }

  document(): Document {
    const { [hostId]: host } = emptyDocument.topology;
    return {
      topology: {
        [hostId]: { ...host, ...this.#host } as NamespaceRecord,
        ...Object.fromEntries(this.#records),
      },
      layout: this.#layout,
    };
  }
}
