import { useEffect, useState } from "react";
import { ProblemError } from "../../../shared/errors.ts";
import { listLabs } from "../../api.ts";
import { useStore } from "../../store.ts";

/** Others make and delete labs too, and one being built gets on. */
const refreshMs = 3000;

/** Reads the list again and again. `readAt` is when it last came; null before the first answer. */
export function useLabs(): { readonly readAt: number | null } {
  const [readAt, setReadAt] = useState<number | null>(null);
  useEffect(() => {
    const refresh = () => refreshLabs().finally(() => setReadAt(Date.now()));
    const refreshIfSeen = () => {
      if (document.visibilityState === "visible") void refresh();
    };
    void refresh();
    const timer = setInterval(refreshIfSeen, refreshMs);
    document.addEventListener("visibilitychange", refreshIfSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refreshIfSeen);
    };
  }, []);
  return { readAt };
}

/** Without a key the page says how to get one; while the server is away the list stays as it was. */
async function refreshLabs(): Promise<void> {
  const { setLabs, setConnection } = useStore.getState();
  try {
    setLabs(await listLabs());
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.problem.kind === "unauthorized") setConnection("unauthorized");
  }
}

/** Does something to the list and reads it anew. What fails is shown; true when it did not. */
export async function changeLabs(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    useStore.getState().showProblem(error.problem);
    return false;
  } finally {
    await refreshLabs();
  }
}
