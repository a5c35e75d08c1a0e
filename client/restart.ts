import { ProblemError } from "../shared/errors.ts";
import { restartLab } from "./api.ts";
import { useStore } from "./store.ts";

/** Ends the lab's machine and all that runs there, and builds a new one from the drawing. */
export async function restart(id: string): Promise<void> {
  try {
    await restartLab(id);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // That there is no machine the lab's state says already.
    if (error.problem.kind !== "machine-unavailable") useStore.getState().showProblem(error.problem);
  }
}
