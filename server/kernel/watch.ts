import type { FSWatcher } from "node:fs";
import { startListener, type Listener } from "./listener.ts";
import type { Machine } from "./machine.ts";
import type { KernelEvent } from "./netlink/events.ts";

export interface Bell {
  readonly onEvent: (event: KernelEvent) => void;
  /** A namespace's name appeared or went; null when nobody knows which. */
  readonly onName: (name: string | null) => void;
  /** Events may have been missed: everything has to be read again. */
  readonly onMissed: () => void;
}

export interface Watch {
  stop(): void;
}

/**
 * Listens to the kernel in the lab's host and in every namespace that has a number there. Resolves once it hears, so
 * that a snapshot taken after it misses nothing. A listener that dies is started again and `onMissed` rings.
 */
export async function startWatch(machine: Machine, bell: Bell): Promise<Watch> {
  let stopped = false;
  let listener: Listener | null = null;
  const names: FSWatcher = machine.watchNames((_event, name) => bell.onName(name));
  names.on("error", () => bell.onMissed());
  const listen = async (): Promise<void> => {
    listener = startListener(machine, bell.onEvent, bell.onMissed);
    void listener.ended.then(async () => {
      if (stopped) return;
      await listen();
      bell.onMissed();
    });
    await listener.listening;
  };
  void machine.gone.then(() => (stopped = true));
  await listen();
  return {
    stop: () => {
      stopped = true;
      names.close();
      listener?.stop();
    },
  };
}
