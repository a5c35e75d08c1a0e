import { expect } from "vitest";
import { ProblemError, type Problem } from "../errors.ts";

/** The problem that `act` throws. */
export function problemOf(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  return expect.fail("nothing was refused");
}

/** What `act` gives, or null when it is refused. */
export function unlessRefused<T>(act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}
