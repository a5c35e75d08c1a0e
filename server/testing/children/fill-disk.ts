import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProblemError } from "../../../shared/errors.ts";
import { emptyDocument, newNamespace } from "../../../shared/topology.ts";
import { Lab } from "../../lab.ts";
import { differences } from "../../observe/differences.ts";
import { Store } from "../../store.ts";

// Edits a lab whose store is in a small folder of its own, before, while and after that is full; tells what came of it.

const [, , folder = "", uid = ""] = process.argv;
const ada = { id: "ada", name: "Ada" };
const store = new Store(folder);
const stored = store.createLab("lab", "A lab", emptyDocument, 0);
const lab = new Lab(stored, store, uid === "" ? null : Number(uid));

async function attempt(name: string): Promise<unknown> {
  const problem = await lab.edit(ada, { op: "add", record: newNamespace(name, name) }).then(
    () => null,
    (error: unknown) => (error instanceof ProblemError ? error.problem : String(error)),
  );
  const observed = await lab.readObserved();
  return {
    problem,
    revision: lab.revision,
    state: lab.state.phase,
    drawn: Object.keys(lab.document.topology),
    seen: Object.keys(observed.namespaces).toSorted(),
    differences: differences(lab.document.topology, observed),
  };
}

function fill(): void {
  for (let size = 64 * 1024; size >= 1; size = Math.floor(size / 2)) {
    for (let number = 0; ; number += 1) {
      try {
        writeFileSync(join(folder, `filler-${size}-${number}`), Buffer.alloc(size));
      } catch {
        break;
      }
    }
  }
}

const before = await attempt("before");
fill();
const full = await attempt("full");
const again = await attempt("again");
for (let size = 64 * 1024; size >= 1; size = Math.floor(size / 2)) {
  for (let number = 0; number < 64; number += 1)
    rmSync(join(folder, `filler-${size}-${number}`), { force: true });
}
const after = await attempt("after");
await lab.close();
store.close();
const reopened = new Store(folder);
const kept = Object.keys(reopened.loadLab(stored).document.topology);
reopened.close();
process.stdout.write(JSON.stringify({ before, full, again, after, kept }));
