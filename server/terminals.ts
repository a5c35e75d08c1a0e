import { ProblemError } from "../shared/errors.ts";
import type { Author } from "../shared/protocol.ts";
import type { TerminalState } from "../shared/terminal.ts";
import type { Lab } from "./lab.ts";
import { placeNamed } from "./place.ts";
import { Terminal } from "./terminal.ts";

/** At once in one lab, those included whose shell has ended and that are still shown. */
const maxTerminals = 64;

/** The terminals of one lab. They live as long as its machine does, whoever looks. */
export class Terminals {
  readonly #lab: Lab;
  readonly #terminals = new Map<string, Terminal>();
  readonly #listeners = new Set<() => void>();

  constructor(lab: Lab) {
    this.#lab = lab;
    lab.listen((event) => {
      if (event.type === "deleted") for (const id of this.#terminals.keys()) this.close(id);
      if (event.type === "observed" || event.type === "committed")
        for (const terminal of this.#terminals.values()) terminal.followName(lab.observed);
    });
  }

  get states(): readonly TerminalState[] {
    return [...this.#terminals.values()].map(({ state }) => state);
  }

  /** Called whenever one of them is not as it was. Returns how to stop. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** @throws ProblemError "not-found" */
  get(id: string): Terminal {
    const terminal = this.#terminals.get(id);
    if (terminal === undefined) {
      throw new ProblemError({
        kind: "not-found",
        code: "no-such-terminal",
        detail: `there is no terminal ${id}; it was closed`,
      });
    }
    return terminal;
  }

  /** @throws ProblemError "not-found", "too-many-requests", or why there is no machine */
  async open(author: Author, namespace: string): Promise<Terminal> {
    const place = await placeNamed(this.#lab, namespace);
    const inode = this.#lab.observed.namespaces[namespace]?.inode ?? null;
    const machine = await this.#lab.ready();
    this.#makeRoom();
    const terminal = new Terminal(machine, { name: namespace, inode, place }, author, {
      onChange: () => this.#tell(),
      onTyped: (typist) => this.#lab.typedBy(typist),
    });
    this.#terminals.set(terminal.id, terminal);
    this.#tell();
    return terminal;
  }

  close(id: string): void {
    const terminal = this.#terminals.get(id);
    if (terminal === undefined) return;
    this.#terminals.delete(id);
    terminal.hangUp();
    this.#tell();
  }

  /** Those whose shell has ended go first, the oldest of them; no other is ever closed for a new one. */
  #makeRoom(): void {
    if (this.#terminals.size < maxTerminals) return;
    const ended = [...this.#terminals.values()].find(({ hasEnded }) => hasEnded);
    if (ended === undefined) {
      throw new ProblemError({
        kind: "too-many-requests",
        code: "too-many-terminals",
        detail: `there are ${maxTerminals} terminals in this lab already; close one first`,
        parameters: { limit: maxTerminals },
      });
    }
    this.close(ended.id);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
