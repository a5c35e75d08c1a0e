import type { Problem } from "../../shared/errors.ts";
import type { RecordId, Topology } from "../../shared/topology.ts";
import { fullNameOf, nodeOf } from "../gestures/names.ts";
import type { ShownProblem } from "../state.ts";

/** What a problem is about, if that is still in the drawing. */
export interface ProblemSubject {
  readonly record: RecordId;
  /** The card or bar it is drawn on. */
  readonly node: RecordId;
  readonly name: string;
}

/** A problem names it (`path` begins with a record's id), or else the gesture was about it. */
export function subjectOf({ problem, records }: ShownProblem, topology: Topology): ProblemSubject | null {
  for (const record of [problem.path?.split(".")[0] ?? "", ...records]) {
    const node = nodeOf(topology, record);
    if (node !== null) return { record, node, name: fullNameOf(topology, record) };
  }
  return null;
}

/** Where in a lab's file, for whoever wrote it; the paths of edits are nobody's business. */
export function placeInFile({ path = "" }: Problem): string | null {
  return /^(topology|layout)\b/.test(path) ? path : null;
}
