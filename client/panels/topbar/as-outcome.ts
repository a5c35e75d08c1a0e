import { ProblemError } from "../../../shared/errors.ts";
import type { Outcome } from "../../requests.ts";

/** A REST call for a field: what failed is the field's to show. */
export async function asOutcome(call: Promise<unknown>): Promise<Outcome> {
  try {
    await call;
    return { ok: true, revision: 0 };
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
}
