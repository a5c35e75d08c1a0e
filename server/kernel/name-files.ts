import type { ContainerNames } from "../../shared/container-names.ts";
import { isEqual } from "../../shared/equal.ts";
import type { RecordId } from "../../shared/topology.ts";
import { Queue } from "../queue.ts";
import type { Enter } from "./machine.ts";
import { startProgram } from "./program.ts";

/** Writes files, each where it is: a resolver reads on from the one it has open. In the lab, where links lead nowhere else. */
const writer = String.raw`
use strict;
local $/;
my @parts = split /\0/, <STDIN>, -1;
while (@parts > 1) {
    my ($name, $content) = splice @parts, 0, 2;
    my $file;
    open $file, "+<", $name or open $file, ">", $name or next;
    syswrite $file, $content;
    truncate $file, length $content;
}
`;

/** What containers know by name, in their files: written when it is another than before. */
export class NameFiles {
  readonly #enter: Enter;
  readonly #folder: string;
  readonly #queue = new Queue();
  readonly #written = new Map<RecordId, ContainerNames>();
  #wanted: ReadonlyMap<RecordId, ContainerNames> = new Map();

  /** @param folder  in it, each container has one of its own */
  constructor(enter: Enter, folder: string) {
    this.#enter = enter;
    this.#folder = folder;
  }

  want(wanted: ReadonlyMap<RecordId, ContainerNames>): void {
    this.#wanted = wanted;
  }

  /** Its files are new. */
  forget(id: RecordId): void {
    this.#written.delete(id);
  }

  /** Resolves when these containers know all that they are to know. */
  write(ids: readonly RecordId[]): Promise<void> {
    return this.#queue.run(async () => {
      const parts = ids.flatMap((id) => {
        const names = this.#wanted.get(id);
        if (names === undefined || isEqual(names, this.#written.get(id))) return [];
        this.#written.set(id, names);
        const folder = `${this.#folder}/${id}`;
        return [`${folder}/names`, names.names, `${folder}/root/etc/hosts`, names.hosts];
      });
      if (parts.length === 0) return;
      const [file, ...args] = this.#enter(["perl", "-e", writer]);
      await startProgram(file, args, { input: parts.join("\0") });
    });
  }
}
