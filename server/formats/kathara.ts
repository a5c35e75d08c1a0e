import { hostId } from "../../shared/names.ts";
import type { RecordId } from "../../shared/topology.ts";
import { Draft, HostNames, type End, type Place } from "./draft.ts";
import { commandsOfLine, shellWords } from "../../shared/shell-words.ts";

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Kathará's labs: lab.conf says which interface of which device is on which collision domain, DEVICE.startup what is run
 * in it (kathara-lab.conf(5), kathara-lab-dirs(7)). A domain of two is a veth pair, another one a bridge of the host.
 */
export function readKathara(files: readonly TextFile[]): { readonly name: string; readonly draft: Draft } {
  return new Reader(files).read();
}

export function isKathara(files: readonly { readonly name: string }[]): boolean {
  return files.some(({ name }) => baseOf(name) === "lab.conf");
}

/** What Kathará gives every device (DockerMachine.py): forwarding, and interfaces that are up. */
const born = { forwarding: { ipv4: true, ipv6: false }, loopback: { adminState: "up", addresses: [] } };
const setting = /^([a-z0-9_]{1,30})\[(\w+)\]=(["']?)([^"']+)\3(?:\s+#.*)?$/;

interface Attachment {
  readonly place: Place;
  readonly end: End;
}

class Reader {
  readonly #files: readonly TextFile[];
  readonly #draft = new Draft();
  readonly #domains = new Map<string, Attachment[]>();
  readonly #devices = new Map<string, RecordId>();
  #name = "Kathará";

  constructor(files: readonly TextFile[]) {
    this.#files = files;
  }

  read() {
    const conf = this.#files.find(({ name }) => baseOf(name) === "lab.conf");
    if (conf !== undefined) for (const [place, line] of linesOf(conf)) this.#line(place, line);
    this.#draft.settle();
    const bridges = new Map(
      [...this.#domains].map(([domain, attached]) => [domain, this.#bridge(domain, attached)]),
    );
    this.#draft.settle();
    const names = new HostNames(this.#draft.topology);
    for (const [domain, attached] of this.#domains)
      this.#connect(attached, bridges.get(domain) ?? null, names);
    this.#draft.settle();
    for (const file of this.#files) if (file !== conf) this.#file(file);
    this.#draft.settle();
    return { name: this.#name, draft: this.#draft };
  }

  #line(place: Place, line: string): void {
    const [, device = "", argument = "", , value = ""] = setting.exec(line) ?? [];
    const [, key, text = ""] = /^LAB_([A-Z]+)=["']?(.*?)["']?$/.exec(line) ?? [];
    if (key === "NAME" && text !== "") this.#name = text;
    else if (key !== undefined) this.#draft.drop(place, "not-network");
    else if (device === "") this.#draft.drop(place, "wrong-form");
    else if (/^\d+$/.test(argument)) this.#attach(place, device, argument, value);
    else this.#option(place, device, argument, value);
  }

  #attach(place: Place, device: string, number: string, value: string): void {
    const [, domain, mac] = /^(\w+)(?:\/([\da-fA-F:]{17}))?$/.exec(value) ?? [];
    const namespace = this.#device(place, device);
    if (domain === undefined) return this.#draft.drop(place, "wrong-form");
    const fields = mac === undefined ? {} : { macAddress: mac };
    const attached = this.#domains.get(domain) ?? [];
    attached.push({ place, end: { namespace, name: `eth${Number(number)}`, fields } });
    this.#domains.set(domain, attached);
  }

  #option(place: Place, device: string, option: string, value: string): void {
    const namespace = this.#device(place, device);
    if (option === "sysctl") this.#draft.command(place, namespace, ["sysctl", "-w", value]);
    else if (option === "exec") this.#commands(place, namespace, value);
    else if (option === "ipv6")
      this.#draft.command(place, namespace, [
        "sysctl",
        `net.ipv6.conf.all.forwarding=${/^true$/i.test(value) ? 1 : 0}`,
      ]);
    else this.#draft.drop(place, option === "bridged" ? "no-such-kind" : "not-network");
  }

  #device(place: Place, name: string): RecordId {
    const known = this.#devices.get(name) ?? this.#draft.namespace(place, name, born);
    this.#devices.set(name, known);
    return known;
  }

  /** null where a pair will do. */
  #bridge(domain: string, attached: readonly Attachment[]): RecordId | null {
    const [first] = attached;
    return first === undefined || attached.length === 2
      ? null
      : this.#draft.bridge({ ...first.place, text: domain }, hostId, domain);
  }

  #connect(attached: readonly Attachment[], master: RecordId | null, names: HostNames): void {
    const [first, second] = attached;
    if (master === null && first !== undefined && second !== undefined)
      this.#draft.link(second.place, [first.end, second.end]);
    if (master === null) return;
    for (const { place, end } of attached)
      this.#draft.link(place, [end, { namespace: hostId, name: names.next("veth"), fields: { master } }]);
  }

  #file(file: TextFile): void {
    const [, device] = /^(.+)\.startup$/.exec(baseOf(file.name)) ?? [];
    const place = { file: file.name, line: null, text: file.name };
    if (device === undefined) return this.#draft.drop(place, "not-network");
    const namespace = this.#devices.get(device);
    if (namespace === undefined || !this.#draft.has(namespace))
      return this.#draft.drop(place, "nothing-there");
    for (const [at, line] of linesOf(file)) this.#commands(at, namespace, line);
  }

  #commands(place: Place, namespace: RecordId, line: string): void {
    for (const command of commandsOfLine(line)) {
      const at = { ...place, text: command };
      const words = shellWords(command);
      if (words === null) this.#draft.drop(at, "not-understood");
      else if (words.length > 0) this.#draft.command(at, namespace, words);
    }
  }
}

/** Those that say something, with their places. */
function* linesOf({ name, text }: TextFile): Generator<[Place, string]> {
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    if (line !== "" && !line.startsWith("#"))
      yield [{ file: name, line: index + 1, text: line.slice(0, 200) }, line];
  }
}

export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
