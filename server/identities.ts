import { hostName } from "../shared/names.ts";
import type { RecordId, Topology } from "../shared/topology.ts";
import type { Machine } from "./kernel/machine.ts";
import { asideName } from "./plan/namespace.ts";

/**
 * Which namespaces the names that an edit is about stood for before it, by inode: what was there then is not the edit's,
 * and what was renamed is the same still.
 */
export class Identities {
  readonly #machine: Machine;
  readonly #inodes: ReadonlyMap<string, number | null>;

  private constructor(machine: Machine, inodes: ReadonlyMap<string, number | null>) {
    this.#machine = machine;
    this.#inodes = inodes;
  }

  static async of(
    machine: Machine,
    touched: readonly RecordId[],
    ...topologies: readonly Topology[]
  ): Promise<Identities> {
    const records = topologies.flatMap((topology) => touched.flatMap((id) => topology[id] ?? []));
    const names = new Set(
      records.flatMap((record) =>
        record.kind === "namespace" && record.name !== hostName ? [record.name] : [],
      ),
    );
    const inodes = await Promise.all(
      [...names].map(async (name) => [name, await machine.inodeOf(name)] as const),
    );
    return new Identities(machine, new Map(inodes));
  }

  /** `after` with each namespace under the name it has got to, and without those that somebody else had made before. */
  async reached(before: Topology, after: Topology, touched: readonly RecordId[]): Promise<Topology> {
    const reached = { ...after };
    for (const id of touched) {
      const [was, is] = [before[id], after[id]];
      if (is?.kind !== "namespace") continue;
      if (was?.kind !== "namespace") {
        const existed = this.#inodes.get(is.name) ?? null;
        if (existed !== null && existed === (await this.#machine.inodeOf(is.name))) delete reached[id];
        continue;
      }
      for (const name of [is.name, asideName(is), was.name]) {
        if ((await this.#machine.inodeOf(name)) === this.#inodes.get(was.name)) reached[id] = { ...is, name };
      }
    }
    return reached;
  }
}
