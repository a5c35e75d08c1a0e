import { ProblemError } from "../shared/errors.ts";
import { useStore } from "./store.ts";

/** What was asked for; null when it was refused, which is then shown. */
export async function orShowProblem<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    useStore.getState().showProblem(error.problem);
    return null;
  }
}
