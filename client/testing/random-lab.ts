import * as fc from "fast-check";
import { applyEdit } from "../../shared/apply-edit.ts";
import type { Edit } from "../../shared/edit.ts";
import { emptyDocument, recordsOfKind, type Document, type RecordId } from "../../shared/topology.ts";
import { addBridge, addNamespace, addRouter } from "../gestures/add.ts";
import { nodeIds } from "../gestures/names.ts";
import { wire } from "../gestures/wire.ts";

/** One gesture of a person who draws at random; `a` and `b` choose among what is there. */
interface Move {
  readonly kind: "namespace" | "router" | "bridge" | "wire" | "remove" | "address" | "loopback" | "down";
  readonly a: number;
  readonly b: number;
}

const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom(
    ...(["namespace", "router", "bridge", "wire", "wire", "wire"] as const),
    ...(["remove", "address", "loopback", "down"] as const),
  ),
  a: fc.nat(1000),
  b: fc.nat(1000),
});

const addresses = [
  "10.0.0.1/24",
  "10.0.0.254/24",
  "172.16.1.1/16",
  "10.1.0.1/31",
  "10.9.9.9/32",
  "2001:db8::1/64",
];

/** Documents as gestures make them, also those that make little sense as networks. */
export const randomDocument: fc.Arbitrary<Document> = fc
  .array(move, { maxLength: 25 })
  .map((moves) => moves.reduce((document, next, index) => applied(document, next, index), emptyDocument));

function applied(document: Document, { kind, a, b }: Move, index: number): Document {
  const { topology } = document;
  const nodes = nodeIds(topology);
  const from = nodes[a % nodes.length] ?? "host";
  const to = nodes[b % nodes.length] ?? "host";
  const at = { x: a, y: b };
  const edits: Record<Move["kind"], () => Edit | null> = {
    namespace: () => addNamespace(topology, `n${index}`, at),
    router: () => addRouter(topology, `r${index}`, at),
    bridge: () => addBridge(topology, `b${index}`, at),
    wire: () => wire(topology, from, to, { from: `w${index}a`, to: `w${index}b` }),
    remove: () => (from === "host" ? null : { op: "remove", id: from }),
    address: () => updateOne(document, a, { addresses: [addresses[b % addresses.length] ?? ""] }),
    loopback: () => {
      const own = { adminState: "up", addresses: [addresses[b % addresses.length] ?? ""] };
      return topology[from]?.kind === "namespace"
        ? { op: "update", id: from, changes: { loopback: own } }
        : null;
    },
    down: () => updateOne(document, a, { adminState: "down" }),
  };
  const edit = edits[kind]();
  return edit === null ? document : applyEdit(document, edit);
}

function updateOne(
  document: Document,
  choice: number,
  changes: Readonly<Record<string, unknown>>,
): Edit | null {
  const interfaces: RecordId[] = [
    ...recordsOfKind(document.topology, "bridge"),
    ...recordsOfKind(document.topology, "veth"),
  ].map((record) => record.id);
  const id = interfaces[choice % interfaces.length];
  return id === undefined ? null : { op: "update", id, changes };
}
