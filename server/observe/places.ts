import type { Observed, ObservedInterface } from "../../shared/observed.ts";
import { isDrawableKind } from "../../shared/topology.ts";

/** Where an interface is in the kernel. */
export interface Place {
  /** By name. */
  readonly namespace: string;
  readonly seen: ObservedInterface;
}

/** Is it of a kind that a record can stand for, and has it nothing that no record says? */
export function canBeDrawn({ kind, settings }: ObservedInterface): boolean {
  return isDrawableKind(kind) && (kind === "bridge" || kind === "veth" || settings !== null);
}

/**
 * All interfaces that the kernel has, by where they are. Of several names for one namespace (`ip netns attach`, a link in
 * /run/netns) one counts: one that is known, or else the first.
 */
export class Places {
  readonly #byName = new Map<string, Place>();
  readonly #byIndex = new Map<string, Place>();
  readonly #oneName: ReadonlyMap<string, string>;

  /** @param known  names of namespaces that are drawn */
  constructor({ namespaces }: Observed, known: ReadonlySet<string>) {
    this.#oneName = oneNameEach(namespaces, known);
    for (const name of this.namespaces) {
      for (const seen of Object.values(namespaces[name]?.interfaces ?? {})) {
        const place = { namespace: name, seen };
        this.#byName.set(slot(name, seen.name), place);
        this.#byIndex.set(slot(name, seen.ifindex), place);
      }
    }
  }

  /** One name each. */
  get namespaces(): Iterable<string> {
    return new Set(this.#oneName.values());
  }

  get all(): Iterable<Place> {
    return this.#byName.values();
  }

  find(namespace: string | undefined, name: string): Place | undefined {
    return namespace === undefined ? undefined : this.#byName.get(slot(namespace, name));
  }

  /**
   * A veth's other end; undefined while it is in a namespace without a name, or on its way: what is known of two ends is
   * read one after the other.
   */
  otherEnd(place: Place): Place | undefined {
    const other = this.#pointedAt(place);
    if (other?.seen.kind !== "veth") return undefined;
    return this.#pointedAt(other) === place ? other : undefined;
  }

  #pointedAt({ seen: { peer } }: Place): Place | undefined {
    return this.#at(peer);
  }

  /** What an interface is on. */
  lowerOf({ seen: { lower } }: Place): Place | undefined {
    return this.#at(lower);
  }

  #at(pointer: ObservedInterface["peer"]): Place | undefined {
    if (pointer === null || pointer.namespace === null) return undefined;
    const namespace = this.#oneName.get(pointer.namespace);
    return namespace === undefined ? undefined : this.#byIndex.get(slot(namespace, pointer.ifindex));
  }
}

function slot(namespace: string, device: string | number): string {
  return JSON.stringify([namespace, device]);
}

/** Each name → the one that counts for the same namespace. */
function oneNameEach(namespaces: Observed["namespaces"], known: ReadonlySet<string>): Map<string, string> {
  const byInode = new Map<number, string>();
  for (const [name, { inode }] of Object.entries(namespaces)) {
    const other = inode === null ? undefined : byInode.get(inode);
    if (inode !== null && (other === undefined || (known.has(name) && !known.has(other))))
      byInode.set(inode, name);
  }
  return new Map(
    Object.entries(namespaces).map(([name, { inode }]) => [
      name,
      inode === null ? name : (byInode.get(inode) ?? name),
    ]),
  );
}
