import { nanoid } from "nanoid";
import { checkTopology } from "../shared/check-topology.ts";
import { messageOf, ProblemError, type Problem } from "../shared/errors.ts";
import { hostId } from "../shared/names.ts";
import type { LabSummary } from "../shared/protocol.ts";
import { emptyDocument, recordsOfKind, type Document } from "../shared/topology.ts";
import { Commands } from "./commands.ts";
import { serveDocker } from "./docker/serve.ts";
import { Lab } from "./lab.ts";
import { labUser } from "./kernel/lab-users.ts";
import { Pings } from "./pings.ts";
import { log } from "./log.ts";
import { watchMemory } from "./memory-watch.ts";
import { Scripts } from "./scripts.ts";
import type { StoredLab } from "./store-rows.ts";
import type { Store } from "./store.ts";
import { controlStorms } from "./storm-control.ts";
import { Terminals } from "./terminals.ts";

/** Deleted labs can be taken back for so long. */
const keepDeletedMs = 7 * 24 * 3600 * 1000;
const maxLabs = 200;

export interface OpenLab {
  readonly lab: Lab;
  readonly commands: Commands;
  readonly pings: Pings;
  readonly scripts: Scripts;
  readonly terminals: Terminals;
}

/** What is kept of it cannot be read: it is listed and can be deleted, and does not keep the others from opening. */
interface DamagedLab {
  readonly stored: StoredLab;
  readonly problem: Problem;
}

/** All labs of this server, by id. */
export class Labs {
  readonly #store: Store;
  readonly #mayReachOut: boolean;
  readonly #labs = new Map<string, OpenLab | DamagedLab>();

  /** @param mayReachOut  May labs have uplinks? */
  constructor(store: Store, mayReachOut = true) {
    this.#store = store;
    this.#mayReachOut = mayReachOut;
    this.#forgetDeleted();
    for (const stored of store.labs()) this.#add(stored);
    watchMemory(() => this.#open().map(({ lab }) => lab));
  }

  list(): LabSummary[] {
    return [...this.#labs.values()].map(summaryOf);
  }

  /** What is the matter with those that could not be opened. */
  get problems(): Problem[] {
    return [...this.#labs.values()].flatMap((lab) => ("problem" in lab ? [lab.problem] : []));
  }

  /** @throws ProblemError "not-found", or "storage-failed" when it is damaged */
  get(id: string): OpenLab {
    const lab = this.#known(id);
    if ("problem" in lab) throw new ProblemError(lab.problem);
    return lab;
  }

  create(name: string, document: Document = emptyDocument): OpenLab {
    if (this.#labs.size >= maxLabs) {
      throw new ProblemError({
        kind: "too-many-requests",
        code: "too-many-labs",
        detail: `there are ${maxLabs} labs already; delete one first`,
        parameters: { limit: maxLabs },
      });
    }
    const stored = this.#store.createLab(nanoid(12), name, checked(document), Date.now());
    this.#add(stored);
    return this.get(stored.id);
  }

  duplicate(id: string, name: string): OpenLab {
    return this.create(name, this.get(id).lab.document);
  }

  async delete(id: string): Promise<void> {
    const known = this.#known(id);
    this.#store.deleteLab(id, Date.now());
    this.#labs.delete(id);
    if ("problem" in known) return;
    known.pings.stopAll();
    await known.lab.close({ deleted: true });
  }

  undelete(id: string): LabSummary {
    const stored = this.#store.undeleteLab(id);
    if (stored === null)
      throw new ProblemError({
        kind: "not-found",
        code: "no-such-lab",
        detail: `there is no deleted lab ${id}`,
      });
    this.#add(stored);
    return summaryOf(this.#known(id));
  }

  async close(): Promise<void> {
    await Promise.all(this.#open().map(({ lab }) => lab.close()));
  }

  #open(): OpenLab[] {
    return [...this.#labs.values()].filter((known) => "lab" in known);
  }

  #known(id: string): OpenLab | DamagedLab {
    const known = this.#labs.get(id);
    if (known === undefined)
      throw new ProblemError({ kind: "not-found", code: "no-such-lab", detail: `there is no lab ${id}` });
    return known;
  }

  #add(stored: StoredLab): void {
    this.#labs.set(stored.id, this.#opened(stored));
  }

  #opened(stored: StoredLab): OpenLab | DamagedLab {
    try {
      const lab = new Lab(stored, this.#store, labUser(stored.number), this.#mayReachOut);
      controlStorms(lab);
      const commands = new Commands(lab);
      const terminals = new Terminals(lab);
      serveDocker(lab, terminals);
      return {
        lab,
        commands,
        pings: new Pings(lab),
        scripts: new Scripts(commands),
        terminals,
      };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return { stored, problem: error.problem };
    }
  }

  /** A full disk keeps nobody from starting. */
  #forgetDeleted(): void {
    try {
      this.#store.forgetDeleted(Date.now() - keepDeletedMs);
    } catch (error) {
      log.warn(`deleted labs stay a while longer: ${messageOf(error)}`);
    }
  }
}

/** A document from outside: whole, and with the host that every lab has. @throws ProblemError "invalid-edit" */
function checked({ topology, layout }: Document): Document {
  const whole = { ...emptyDocument.topology, ...topology };
  for (const [id, record] of Object.entries(whole)) {
    if (record.id !== id)
      throw new ProblemError({
        kind: "invalid-edit",
        code: "id-mismatch",
        detail: `${id}.id: the record's own id differs from the one that it stands under`,
        path: `${id}.id`,
      });
  }
  if (whole[hostId]?.kind !== "namespace")
    throw new ProblemError({
      kind: "invalid-edit",
      code: "host-stays",
      detail: `${hostId}: under this id stands the lab's own namespace, and nothing else`,
      path: hostId,
    });
  checkTopology(whole);
  return {
    topology: whole,
    layout: Object.fromEntries(Object.entries(layout).filter(([id]) => whole[id] !== undefined)),
  };
}

export function summaryOf(known: OpenLab | DamagedLab): LabSummary {
  if ("problem" in known) {
    const { stored, problem } = known;
    const nothing = { revision: 0, namespaces: 0, bridges: 0, links: 0 };
    const { id, name, createdAt, changedAt } = stored;
    return { id, name, createdAt, changedAt, ...nothing, state: { phase: "failed", problem } };
  }
  const { id, name, createdAt, changedAt, revision, state, document } = known.lab;
  const count = (kind: "namespace" | "bridge" | "veth") => [...recordsOfKind(document.topology, kind)].length;
  return {
    id,
    name,
    revision,
    // The host is always there and not counted.
    namespaces: count("namespace") - 1,
    bridges: count("bridge"),
    links: count("veth") / 2,
    createdAt,
    changedAt,
    state,
  };
}
