import { InterfacesByName } from "../../shared/interfaces-by-name.ts";
import type { Observed, ObservedInterface } from "../../shared/observed.ts";
import { own } from "../../shared/own.ts";
import { recordsOfKind, type RecordId, type Topology } from "../../shared/topology.ts";

/** Which record an interface is on. */
export class Lowers {
  readonly #observed: Observed;
  readonly #ids: Map<string, RecordId>;
  readonly #interfaces: readonly InterfacesByName[];

  constructor(candidates: readonly Topology[], observed: Observed) {
    this.#observed = observed;
    this.#ids = new Map(
      candidates.flatMap((topology) =>
        [...recordsOfKind(topology, "namespace")].map(({ name, id }) => [name, id]),
      ),
    );
    this.#interfaces = candidates.map((topology) => new InterfacesByName(topology));
  }

  idOf({ lower }: ObservedInterface): RecordId | null {
    const name = lower?.namespace ?? null;
    const id = name === null ? undefined : this.#ids.get(name);
    if (lower === null || name === null || id === undefined) return null;
    const there = Object.values(own(this.#observed.namespaces, name)?.interfaces ?? {});
    const seen = there.find(({ ifindex }) => ifindex === lower.ifindex);
    if (seen === undefined) return null;
    return (
      this.#interfaces
        .map((interfaces) => interfaces.find(id, seen.name)?.id)
        .find((found) => found !== undefined) ?? null
    );
  }
}
