import { changesBetween } from "../../../shared/changes.ts";
import { applyEdit } from "../../../shared/apply-edit.ts";
import { emptyDocument, newNamespace } from "../../../shared/topology.ts";
import { Store } from "../../store.ts";

// Appends edits to a store, one after the other, and says after each that it is there; until it is killed.

const [, , folder = ""] = process.argv;
const store = new Store(folder);
store.createLab("lab", "A lab", emptyDocument, 0);
let document = emptyDocument;
for (let revision = 1; ; revision += 1) {
  const id = `n${revision}`;
  const after = applyEdit(document, { op: "add", record: newNamespace(id, id) });
  const author = { id: "ada", name: "Ada" };
  const changes = changesBetween(document, after);
  store.appendEdit("lab", { revision, author, at: revision, action: "edit", steps: [], changes }, after);
  document = after;
  process.stdout.write(`${revision}\n`);
}
