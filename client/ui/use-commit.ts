import { useCallback, useState } from "react";
import type { Problem } from "../../shared/errors.ts";
import type { Outcome } from "../requests.ts";
import { useStore } from "../store.ts";

interface Commit {
  readonly isPending: boolean;
  /** Why the last attempt failed; null when it did not. */
  readonly problem: Problem | null;
  /** True when it was done. */
  readonly run: (send: () => Promise<Outcome>) => Promise<boolean>;
  /** A problem found before anything was sent. */
  readonly refuse: (problem: Problem) => void;
  readonly clear: () => void;
}

/** One field's way to the server: pending while it travels, the problem shown at the field instead of in a toast. */
export function useCommit(): Commit {
  const [pending, setPending] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);

  const run = useCallback(async (send: () => Promise<Outcome>) => {
    setPending((count) => count + 1);
    setProblem(null);
    const outcome = await send();
    setPending((count) => count - 1);
    if (outcome.ok) return true;
    dismissToast(outcome.problem);
    setProblem(outcome.problem);
    return false;
  }, []);

  const clear = useCallback(() => setProblem(null), []);
  return { isPending: pending > 0, problem, run, refuse: setProblem, clear };
}

function dismissToast(problem: Problem): void {
  const { problems, dismissProblem } = useStore.getState();
  const toast = problems.find((shown) => shown.problem === problem);
  if (toast !== undefined) dismissProblem(toast.id);
}
