import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkTopology } from "../../shared/check-topology.ts";
import { parseInput } from "../../shared/parse.ts";
import { emptyDocument, recordSchema, type Topology } from "../../shared/topology.ts";
import { defaultPlanOptions, type PlanOptions } from "../plan/difference.ts";

const folder = fileURLToPath(new URL("../plan/cases", import.meta.url));

/** One folder of server/plan/cases: two topologies and the commands that lead from one to the other. */
export interface PlanCase {
  readonly name: string;
  readonly before: Topology;
  readonly after: Topology;
  readonly options: PlanOptions;
  readonly stepsFile: string;
}

export function planCases(): PlanCase[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({
      name,
      before: readTopology(name, "before"),
      after: readTopology(name, "after"),
      options: { ...defaultPlanOptions, ...(readJson(name, "options") as Partial<PlanOptions>) },
      stepsFile: `${folder}/${name}/steps.txt`,
    }));
}

/** The files leave out ids, defaults and the host where it is as born. */
function readTopology(name: string, file: string): Topology {
  const records = Object.entries(readJson(name, file)).map(([id, record]) => [
    id,
    parseInput(recordSchema, { id, ...(record as object) }, { at: `${name}/${file}.${id}` }),
  ]);
  const topology = { ...emptyDocument.topology, ...(Object.fromEntries(records) as Topology) };
  checkTopology(topology);
  return topology;
}

function readJson(name: string, file: string): Readonly<Record<string, unknown>> {
  const path = `${folder}/${name}/${file}.json`;
  if (file === "options" && !readdirSync(`${folder}/${name}`).includes("options.json")) return {};
  return JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, unknown>>;
}
