import { ProblemError } from "../../../shared/errors.ts";
import { smallLab } from "../../../shared/testing/small-lab.ts";
import { Labs } from "../../labs.ts";
import { differences } from "../../observe/differences.ts";
import { Store } from "../../store.ts";
import { eventually } from "../eventually.ts";

// Uses a lab where this machine forbids lab machines, and tells what came of it; then again, when it has been allowed.

const [, , folder = ""] = process.argv;
const ada = { id: "ada", name: "Ada" };
const store = new Store(folder);
const labs = new Labs(store);
const { lab } = labs.create("A lab", smallLab);

async function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "done",
    (error: unknown) =>
      error instanceof ProblemError ? `${error.problem.kind} ${error.problem.code}` : String(error),
  );
}

const taller = { op: "update", id: "r0", changes: { mtu: 1400 } } as const;
const forbidden = {
  edit: await outcome(lab.edit(ada, taller)),
  restore: await outcome(lab.restore(ada, [])),
  restart: await outcome(lab.restart()),
  phase: lab.state.phase,
  document: lab.document,
  script: lab.script("en"),
  duplicate: labs.duplicate(lab.id, "Another").lab.document,
  deleted: await outcome(labs.delete(lab.id)),
};
process.stdout.write(`${JSON.stringify(forbidden)}\n`);
labs.undelete(lab.id);
const again = labs.get(lab.id).lab;
await eventually(() => again.restart(), 20_000);
const allowed = {
  edit: await outcome(again.edit(ada, taller)),
  state: again.state,
  differences: differences(again.document.topology, await again.readObserved()),
};
process.stdout.write(`${JSON.stringify(allowed)}\n`);
await labs.close();
store.close();
