import { useEffect, useState } from "react";
import { ProblemError } from "../../../shared/errors.ts";
import { listLabs } from "../../api.ts";
import { useStore } from "../../store.ts";

/** Others make and delete labs too, and one being built gets on. */
const refreshMs = 3000;

interface LabsRead {
  /** When the list last came; null before the first time. */
  readonly readAt: number | null;
  /** The server did not answer the last time. */
  readonly isLost: boolean;
}

/** Reads the list again and again. */
export function useLabs(): LabsRead {
  const [read, setRead] = useState<LabsRead>({ readAt: null, isLost: false });
  useEffect(() => {
    const refresh = async () => {
      const isRead = await refreshLabs();
      setRead(({ readAt }) => ({ readAt: isRead ? Date.now() : readAt, isLost: !isRead }));
    };
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
  return read;
}

/** Without a key the page says how to get one; while the server is away the list stays as it was. True when it came. */
export async function refreshLabs(): Promise<boolean> {
  const { setLabs, setConnection } = useStore.getState();
  try {
    setLabs(await listLabs());
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.problem.kind === "unauthorized") setConnection("unauthorized");
    return false;
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
