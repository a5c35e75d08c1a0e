import { applyEdit } from "../../shared/apply-edit.ts";
import { batch, type Edit } from "../../shared/edit.ts";
import { isInterface, newRoute, type Document, type Position, type RecordId } from "../../shared/topology.ts";
import { addBridge, addNamespace, addRouter } from "./add.ts";
import { newId } from "../../shared/ids.ts";
import { wire } from "./wire.ts";

/** Small networks to begin with, each one edit. Their words are `canvas.startingPoints.<id>`. */
export const startingPointIds = ["pair", "bridge", "wrong-subnet", "router"] as const;
export type StartingPointId = (typeof startingPointIds)[number];

/** Left edges of three cards, the middle one's middle at 0. */
const columns = [-416, -116, 184];

/** `at` is the middle of its upper edge. */
export function startingPoint(document: Document, id: StartingPointId, at: Position): Edit {
  const drawing = new Drawing(document, at);
  draw[id](drawing);
  return drawing.edit();
}

const draw: Readonly<Record<StartingPointId, (drawing: Drawing) => void>> = {
  pair(drawing) {
    const left = drawing.namespace(-316, 0);
    drawing.wire(left, drawing.namespace(84, 0));
  },
  bridge(drawing) {
    const bridge = drawing.bridge(-100, 0);
    for (const x of columns) drawing.wire(drawing.namespace(x, 150), bridge);
  },
  /** A tutorial's slip: one member in another subnet than its neighbours, so that no ping to it can work. */
  "wrong-subnet"(drawing) {
    const bridge = drawing.bridge(-100, 0);
    const addresses = ["10.0.1.1/24", "10.220.1.2/24", "10.220.1.3/24"];
    for (const [index, address] of addresses.entries()) {
      const namespace = drawing.namespace(columns[index] ?? 0, 150);
      drawing.wire(namespace, bridge);
      drawing.setAddress(namespace, address);
    }
  },
  router(drawing) {
    const router = drawing.router(-116, 0);
    for (const x of [-456, 224]) {
      const namespace = drawing.namespace(x, 120);
      drawing.wire(namespace, router);
      drawing.addDefaultRoute(namespace);
    }
  },
};

/** Gestures one after the other, gathered into one edit. */
class Drawing {
  #document: Document;
  readonly #at: Position;
  readonly #edits: Edit[] = [];

  constructor(document: Document, at: Position) {
    this.#document = document;
    this.#at = at;
  }

  edit(): Edit {
    return batch(...this.#edits);
  }

  namespace(x: number, y: number): RecordId {
    return this.#add(addNamespace, x, y);
  }

  router(x: number, y: number): RecordId {
    return this.#add(addRouter, x, y);
  }

  bridge(x: number, y: number): RecordId {
    return this.#add(addBridge, x, y);
  }

  wire(from: RecordId, to: RecordId): void {
    this.#apply(wire(this.#document.topology, from, to, { from: newId(), to: newId() }));
  }

  setAddress(namespace: RecordId, address: string): void {
    const id = this.#firstInterface(namespace)?.id;
    if (id !== undefined) this.#apply({ op: "update", id, changes: { addresses: [address] } });
  }

  /** Through whatever is at the other end of the namespace's link. */
  addDefaultRoute(namespace: RecordId): void {
    const out = this.#firstInterface(namespace);
    const peer = out?.kind === "veth" ? this.#document.topology[out.peer] : undefined;
    const gateway = isInterface(peer) ? peer.addresses[0]?.split("/")[0] : undefined;
    if (gateway === undefined) return;
    this.#apply({ op: "add", record: newRoute(newId(), namespace, "0.0.0.0/0", { gateway }) });
  }

  #add(add: typeof addNamespace, x: number, y: number): RecordId {
    const id = newId();
    this.#apply(add(this.#document.topology, id, { x: this.#at.x + x, y: this.#at.y + y }));
    return id;
  }

  #firstInterface(namespace: RecordId) {
    return Object.values(this.#document.topology).find(
      (record) => isInterface(record) && record.namespace === namespace,
    );
  }

  #apply(edit: Edit | null): void {
    if (edit === null) return;
    this.#document = applyEdit(this.#document, edit);
    this.#edits.push(edit);
  }
}
