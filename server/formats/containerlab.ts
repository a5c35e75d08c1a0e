import { hostId } from "../../shared/names.ts";
import type { RecordId } from "../../shared/topology.ts";
import { Draft, type End, type Place } from "./draft.ts";
import { commandsOfLine, shellWords } from "../../shared/shell-words.ts";
import { isRecord, type YamlFile } from "./yaml-file.ts";

/**
 * Containerlab's topology files (https://containerlab.dev/manual/topo-def-file): `linux` nodes, which are namespaces,
 * `bridge` nodes, which are bridges of the host under their names, and links as veth pairs.
 */
export function readContainerlab(file: YamlFile): { readonly name: string; readonly draft: Draft } {
  return new Reader(file).read();
}

export function isContainerlab({ data }: YamlFile): boolean {
  return isRecord(data) && isRecord(data["topology"]) && isRecord(data["topology"]["nodes"]);
}

/** What containerlab gives a link without one (links.DefaultLinkMTU). */
const defaultMtu = 9500;
/** As in every Docker container: Docker turns the machine's on, and new namespaces copy it. */
const born = { forwarding: { ipv4: true, ipv6: false }, loopback: { adminState: "up", addresses: [] } };

type Key = string | number;

/** A node, or an end of a link, that names one. */
interface Member {
  readonly namespace: RecordId;
  readonly master: RecordId | null;
}

class Reader {
  readonly #file: YamlFile;
  readonly #draft = new Draft();
  #isManaged = false;
  readonly #members = new Map<string, Member>([["host", { namespace: hostId, master: null }]]);

  constructor(file: YamlFile) {
    this.#file = file;
  }

  read() {
    const { name } = isRecord(this.#file.data) ? this.#file.data : {};
    this.#dropOthers([], ["name", "topology"]);
    this.#dropOthers(["topology"], ["nodes", "links", "kinds", "defaults", "groups"]);
    const nodes = Object.keys(this.#at(["topology", "nodes"]));
    for (const node of nodes) this.#node(node);
    this.#draft.settle();
    for (const key of Object.keys(this.#at(["topology", "links"])))
      this.#link(["topology", "links", Number(key)]);
    this.#draft.settle();
    this.#draft.adjustBridges();
    for (const node of nodes) this.#settings(node);
    this.#draft.settle();
    return { name: typeof name === "string" ? name : this.#file.name, draft: this.#draft };
  }

  #node(node: string): void {
    const path = ["topology", "nodes", node];
    const place = this.#file.place(path);
    const kind = this.#property(node, "kind")?.value;
    if (kind === "bridge")
      this.#members.set(node, { namespace: hostId, master: this.#draft.bridge(place, hostId, node) });
    else if (kind === "linux")
      this.#members.set(node, { namespace: this.#draft.namespace(place, node, born), master: null });
    else if (kind === "host") this.#members.set(node, { namespace: hostId, master: null });
    else this.#draft.drop(place, "no-such-kind");
  }

  #member(node: string): Member | null {
    const member = this.#members.get(node);
    const isThere = member !== undefined && this.#draft.has(member.master ?? member.namespace);
    return isThere ? member : null;
  }

  /** What a node has besides its links, after these. */
  #settings(node: string): void {
    const member = this.#member(node);
    this.#dropOthers(["topology", "nodes", node], ["kind", "exec", "sysctls", "network-mode", "group"]);
    if (member === null || member.namespace === hostId) return;
    const mode = this.#property(node, "network-mode");
    if (mode === null) this.#dropManagement();
    else if (mode.value !== "none") this.#draft.drop(this.#file.place(mode.path), "no-such-kind");
    const sysctls = this.#property(node, "sysctls");
    for (const [key, value] of Object.entries(isRecord(sysctls?.value) ? sysctls.value : {})) {
      const words = ["sysctl", "-w", `${key}=${String(value)}`];
      this.#draft.command(this.#file.place([...(sysctls?.path ?? []), key]), member.namespace, words);
    }
    const exec = this.#property(node, "exec");
    for (const [index, line] of (Array.isArray(exec?.value) ? exec.value : []).entries())
      this.#command(this.#file.place([...(exec?.path ?? []), index]), member.namespace, line);
  }

  /** Once for all. */
  #dropManagement(): void {
    if (this.#isManaged) return;
    this.#isManaged = true;
    this.#draft.drop({ ...this.#file.place(["topology", "nodes"]), text: "eth0 (mgmt)" }, "automatic");
  }

  /** Containerlab runs it without a shell, which it may name itself. */
  #command(place: Place, namespace: RecordId, line: unknown): void {
    const words = typeof line === "string" ? shellWords(line) : null;
    if (words === null) return this.#draft.drop(place, "not-understood");
    const [tool = "", option, script] = words;
    const isShell = /^(\/bin\/)?(ba|a)?sh$/.test(tool) && option === "-c" && words.length === 3;
    for (const command of isShell ? commandsOfLine(script ?? "") : [line as string]) {
      const inner = shellWords(command);
      if (inner === null) this.#draft.drop({ ...place, text: command }, "not-understood");
      else this.#draft.command({ ...place, text: command }, namespace, inner);
    }
  }

  #link(path: readonly Key[]): void {
    const link = this.#at(path);
    const place = this.#file.place(path);
    const { type = "veth" } = link;
    this.#dropOthers(path, ["type", "endpoints", "endpoint", "host-interface", "mtu"]);
    const mtu = typeof link["mtu"] === "number" && link["mtu"] > 0 ? link["mtu"] : defaultMtu;
    const given =
      type === "host" ? [link["endpoint"], `host:${String(link["host-interface"])}`] : link["endpoints"];
    if (type !== "veth" && type !== "host") return this.#draft.drop(place, "no-such-kind");
    if (!Array.isArray(given) || given.length !== 2) return this.#draft.drop(place, "wrong-form");
    const ends = given.map((end: unknown) => this.#end(end, mtu));
    const text = given.map(endText).join(" – ");
    const [first, second] = ends;
    if (first === undefined || second === undefined) return;
    if (typeof first === "string") return this.#draft.drop({ ...place, text }, first);
    if (typeof second === "string") return this.#draft.drop({ ...place, text }, second);
    this.#draft.link({ ...place, text }, [first, second]);
  }

  /** `node:interface`, or a map of these with a MAC address. */
  #end(end: unknown, mtu: number): End | "wrong-form" | "nothing-there" {
    const [, shortNode, shortName] = typeof end === "string" ? (/^([^:]+):([^:]+)$/.exec(end) ?? []) : [];
    const { node = shortNode, interface: name = shortName, mac } = isRecord(end) ? end : {};
    if (typeof node !== "string" || typeof name !== "string") return "wrong-form";
    const member = this.#member(node);
    if (member === null) return "nothing-there";
    const { namespace, master } = member;
    const macAddress = typeof mac === "string" ? { macAddress: mac } : {};
    return { namespace, name, fields: { mtu, master, ...macAddress } };
  }

  /** A node's own, else its group's, its kind's, or everybody's. */
  #property(node: string, name: string): { readonly value: unknown; readonly path: readonly Key[] } | null {
    const own = ["topology", "nodes", node];
    const { kind, group } = this.#at(own);
    const defaultKind = this.#at(["topology", "defaults"])["kind"];
    const places = [
      own,
      ["topology", "groups", String(group)],
      ["topology", "kinds", String(kind ?? defaultKind)],
      ["topology", "defaults"],
    ];
    const found = places.find((path) => this.#at(path)[name] !== undefined);
    return found === undefined ? null : { value: this.#at(found)[name], path: [...found, name] };
  }

  #dropOthers(path: readonly Key[], known: readonly string[]): void {
    for (const key of Object.keys(this.#at(path)))
      if (!known.includes(key)) this.#draft.drop(this.#file.place([...path, key]), "not-network");
  }

  #at(path: readonly Key[]): Readonly<Record<Key, unknown>> {
    let at: unknown = this.#file.data;
    for (const key of path) at = isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined;
    return isRecord(at) ? at : {};
  }
}

function endText(end: unknown): string {
  return isRecord(end) ? `${String(end["node"])}:${String(end["interface"])}` : String(end);
}
