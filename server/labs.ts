import { nanoid } from "nanoid";
import { checkTopology } from "../shared/check-topology.ts";
import { ProblemError } from "../shared/errors.ts";
import { hostId } from "../shared/names.ts";
import type { LabSummary } from "../shared/protocol.ts";
import { emptyDocument, recordsOfKind, type Document } from "../shared/topology.ts";
import { Lab } from "./lab.ts";
import { Pings } from "./pings.ts";
import type { Store, StoredLab } from "./store.ts";

/**
 * Root gives each lab a user of its own, from a range that no distribution hands out (systemd's "unused", 2^31 − 2^32
 * kept apart: https://systemd.io/UIDS-GIDS).
 */
const firstLabUid = 2_000_000_000;
/** Deleted labs can be taken back for so long. */
const keepDeletedMs = 7 * 24 * 3600 * 1000;
const maxLabs = 200;

export interface OpenLab {
  readonly lab: Lab;
  readonly pings: Pings;
}

/** All labs of this server, by id. */
export class Labs {
  readonly #store: Store;
  readonly #isRoot: boolean;
  readonly #open = new Map<string, OpenLab>();

  constructor(store: Store, isRoot: boolean) {
    this.#store = store;
    this.#isRoot = isRoot;
    store.forgetDeleted(Date.now() - keepDeletedMs);
    for (const stored of store.labs()) this.#add(stored);
  }

  list(): LabSummary[] {
    return [...this.#open.values()].map(({ lab }) => summaryOf(lab));
  }

  get(id: string): OpenLab {
    const open = this.#open.get(id);
    if (open === undefined)
      throw new ProblemError({ kind: "not-found", code: "no-such-lab", detail: `there is no lab ${id}` });
    return open;
  }

  create(name: string, document: Document = emptyDocument): OpenLab {
    if (this.#open.size >= maxLabs) {
      throw new ProblemError({
        kind: "too-many-requests",
        code: "too-many-labs",
        detail: `there are ${maxLabs} labs already`,
        parameters: { limit: maxLabs },
      });
    }
    return this.#add(this.#store.createLab(nanoid(12), name, checked(document), Date.now()));
  }

  duplicate(id: string, name: string): OpenLab {
    return this.create(name, this.get(id).lab.document);
  }

  async delete(id: string): Promise<void> {
    const { lab, pings } = this.get(id);
    this.#store.deleteLab(id, Date.now());
    this.#open.delete(id);
    pings.stopAll();
    await lab.close({ deleted: true });
  }

  undelete(id: string): OpenLab {
    const stored = this.#store.undeleteLab(id);
    if (stored === null)
      throw new ProblemError({
        kind: "not-found",
        code: "no-such-lab",
        detail: `there is no deleted lab ${id}`,
      });
    return this.#add(stored);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ lab }) => lab.close()));
  }

  #add(stored: StoredLab): OpenLab {
    const lab = new Lab(stored, this.#store, this.#isRoot ? firstLabUid + stored.number : null);
    const open = { lab, pings: new Pings(lab) };
    this.#open.set(stored.id, open);
    return open;
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
        detail: `${id}: the record's own id differs`,
        path: `${id}.id`,
      });
  }
  if (whole[hostId]?.kind !== "namespace")
    throw new ProblemError({
      kind: "invalid-edit",
      code: "host-stays",
      detail: "host is the lab's own namespace",
      path: hostId,
    });
  checkTopology(whole);
  return {
    topology: whole,
    layout: Object.fromEntries(Object.entries(layout).filter(([id]) => whole[id] !== undefined)),
  };
}

export function summaryOf(lab: Lab): LabSummary {
  const { topology } = lab.document;
  const count = (kind: "namespace" | "bridge" | "veth") => [...recordsOfKind(topology, kind)].length;
  return {
    id: lab.id,
    name: lab.name,
    revision: lab.revision,
    // The host is always there and not counted.
    namespaces: count("namespace") - 1,
    bridges: count("bridge"),
    links: count("veth") / 2,
    createdAt: lab.createdAt,
    changedAt: lab.changedAt,
    state: lab.state,
  };
}
