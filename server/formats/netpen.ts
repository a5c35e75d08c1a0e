import { formatPrefix, nthAddress, parsePrefix, type Prefix } from "../../shared/prefix.ts";
import { isInterface, type RecordId } from "../../shared/topology.ts";
import { Draft, type End } from "./draft.ts";
import { isRecord, type YamlFile } from "./yaml-file.ts";

/**
 * netpen's files (https://github.com/ebirger/netpen): a list of items, each of one kind. Subnets, namespaces, veth pairs
 * and bridges are carried over. As netpen does, each subnet is divided among the segments that use it, the last part
 * first; which member of a segment gets which address netpen leaves open, and here follows the file.
 */
export function readNetpen(file: YamlFile): { readonly name: string; readonly draft: Draft } {
  return new Reader(file).read();
}

export function isNetpen({ data }: YamlFile): boolean {
  return isRecord(data) && Array.isArray(data["items"]) && data["items"].every((item) => isRecord(item));
}

interface Item {
  readonly kind: string;
  readonly path: readonly (string | number)[];
  readonly values: Readonly<Record<string, unknown>>;
}

interface Device {
  readonly id: RecordId;
  readonly subnets: readonly string[];
  /** Devices of the same segment share one. */
  segment: symbol;
  isPort: boolean;
}

const known: Readonly<Record<string, readonly string[]>> = {
  subnet: ["name", "cidr"],
  netns: ["name", "forwarding"],
  veth: ["name", "dev1", "dev2"],
  bridge: ["name", "netns", "ports", "subnets", "mtu"],
};

class Reader {
  readonly #file: YamlFile;
  readonly #draft = new Draft();
  readonly #subnets = new Map<string, Prefix>();
  readonly #namespaces = new Map<string, RecordId>();
  /** By `veth.NAME.dev1` and `bridge.NAME.dev`. */
  readonly #devices = new Map<string, Device>();

  constructor(file: YamlFile) {
    this.#file = file;
  }

  read() {
    const { settings } = isRecord(this.#file.data) ? this.#file.data : {};
    const title = isRecord(settings) ? settings["title"] : undefined;
    const items = this.#items();
    for (const item of items) this.#dropUnknown(item);
    for (const kind of ["subnet", "netns", "veth", "bridge"] as const) this.#makeAll(kind, items);
    this.#giveAddresses();
    this.#draft.settle();
    const place = this.#file.place(["items"]);
    if (this.#subnets.size > 0) this.#draft.drop({ ...place, text: "ip route add …" }, "automatic");
    return { name: typeof title === "string" ? title : this.#file.name, draft: this.#draft };
  }

  #items(): Item[] {
    const { items } = isRecord(this.#file.data) ? this.#file.data : {};
    return (Array.isArray(items) ? items : []).flatMap((item: unknown, index): Item[] =>
      Object.entries(isRecord(item) ? item : {}).map(([kind, values]) => ({
        kind,
        path: ["items", index, kind],
        values: isRecord(values) ? values : {},
      })),
    );
  }

  #dropUnknown({ kind, path, values }: Item): void {
    const fields = known[kind];
    if (fields === undefined)
      return this.#draft.drop(
        { ...this.#file.place(path), text: `${kind} ${String(values["name"])}` },
        "no-such-kind",
      );
    for (const field of Object.keys(values))
      if (!fields.includes(field)) this.#draft.drop(this.#file.place([...path, field]), "not-network");
  }

  #makeAll(kind: "subnet" | "netns" | "veth" | "bridge", items: readonly Item[]): void {
    for (const item of items) if (item.kind === kind) this.#make(kind, item);
    this.#draft.settle();
  }

  #make(kind: "subnet" | "netns" | "veth" | "bridge", item: Item): void {
    const { path, values } = item;
    const name = String(values["name"]);
    const place = { ...this.#file.place(path), text: `${kind} ${name}` };
    switch (kind) {
      case "subnet": {
        const network = parsePrefix(String(values["cidr"]));
        if (network === null) this.#draft.drop(place, "wrong-form");
        else this.#subnets.set(`subnet.${name}`, network);
        return;
      }
      case "netns": {
        const on = values["forwarding"] !== false;
        const id = this.#draft.namespace(place, name, { forwarding: { ipv4: on, ipv6: on } });
        this.#namespaces.set(`netns.${name}`, id);
        return;
      }
      case "veth":
        return this.#veth(item, name);
      case "bridge":
        return this.#bridge(item, name);
    }
  }

  #veth({ path, values }: Item, name: string): void {
    const place = { ...this.#file.place(path), text: `veth ${name}` };
    const ends = (["dev1", "dev2"] as const).map((key) => {
      const device = isRecord(values[key]) ? values[key] : {};
      for (const field of Object.keys(device))
        if (!["netns", "subnets", "mtu"].includes(field))
          this.#draft.drop(this.#file.place([...path, key, field]), "not-network");
      return { key, device, namespace: this.#namespaceOf(device) };
    });
    const [first, second] = ends.map(({ key, device, namespace }): End | null => {
      const mtu = mtuOf(device);
      return namespace === null
        ? null
        : { namespace, name: `${name}.${key}`, fields: mtu === null ? {} : { mtu } };
    });
    if (!first || !second) return this.#draft.drop(place, "nothing-there");
    const ids = this.#draft.link(place, [first, second]);
    const segment = Symbol(name);
    for (const [index, id] of ids.entries())
      this.#remember(`veth.${name}.dev${index + 1}`, id, ends[index]?.device ?? {}, segment);
  }

  #bridge({ path, values }: Item, name: string): void {
    const place = { ...this.#file.place(path), text: `bridge ${name}` };
    const namespace = this.#namespaceOf(values);
    if (namespace === null) return this.#draft.drop(place, "nothing-there");
    const id = this.#draft.bridge(place, namespace, name);
    const bridge = this.#remember(`bridge.${name}.dev`, id, values, Symbol(name));
    for (const [index, port] of textsOf(values["ports"]).entries()) {
      const at = this.#file.place([...path, "ports", index]);
      const device = this.#devices.get(port);
      if (device === undefined) this.#draft.drop(at, "nothing-there");
      else {
        this.#draft.update(at, device.id, () => ({ master: id }));
        device.isPort = true;
        this.#join(device.segment, bridge.segment);
      }
    }
    this.#draft.settle();
    this.#draft.adjustBridges();
    const mtu = mtuOf(values);
    if (mtu !== null) this.#draft.update(place, id, () => ({ mtu }));
  }

  #remember(key: string, id: RecordId, values: Readonly<Record<string, unknown>>, segment: symbol): Device {
    const device = { id, subnets: textsOf(values["subnets"]), segment, isPort: false };
    this.#devices.set(key, device);
    return device;
  }

  #join(from: symbol, to: symbol): void {
    for (const device of this.#devices.values()) if (device.segment === from) device.segment = to;
  }

  #giveAddresses(): void {
    const devices = [...this.#devices.values()].filter(({ id }) => this.#draft.has(id));
    for (const [name, network] of this.#subnets) {
      const users = devices.filter(({ subnets }) => subnets.includes(name));
      const segments = [...new Set(devices.map(({ segment }) => segment))].filter((segment) =>
        users.some((user) => user.segment === segment),
      );
      const length = network.length + Math.ceil(Math.log2(segments.length || 1));
      for (const [index, segment] of segments.entries()) {
        const part = partOf(network, length, 2 ** (length - network.length) - 1 - index);
        const members = users.filter((user) => user.segment === segment && !user.isPort);
        for (const [at, { id }] of members.entries()) this.#giveAddress(name, id, part, at);
      }
    }
  }

  #giveAddress(subnet: string, id: RecordId, part: Prefix | null, index: number): void {
    const place = { ...this.#file.place(["items"]), text: subnet };
    const address = part === null ? null : nthAddress(part, bitsOf(part) > 1 ? index + 1 : index);
    if (address === null) return this.#draft.drop(place, "wrong-form");
    this.#draft.update(place, id, (record) => ({
      addresses: [...(isInterface(record) ? record.addresses : []), formatPrefix(address)],
    }));
  }

  #namespaceOf(values: Readonly<Record<string, unknown>>): RecordId | null {
    const id = this.#namespaces.get(String(values["netns"]));
    return id !== undefined && this.#draft.has(id) ? id : null;
  }
}

function mtuOf({ mtu }: Readonly<Record<string, unknown>>): number | null {
  return typeof mtu === "number" ? mtu : null;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** One of the parts of a network that have this length. */
function partOf(network: Prefix, length: number, index: number): Prefix | null {
  const start = nthAddress(network, index * 2 ** bitsOf({ ...network, length }));
  return start === null ? null : { ...start, length };
}

function bitsOf({ family, length }: Prefix): number {
  return (family === "ipv4" ? 32 : 128) - length;
}
