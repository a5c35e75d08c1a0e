import { cpus } from "node:os";

const windowMs = 60;
const quietWindows = 3;
const patienceMs = 3000;

/**
 * Waits until the processors are idle. The kernel takes a machine's namespaces apart in the background, for up to a
 * second after it is gone, under the lock that making new ones needs: the next contestant must not pay for that.
 */
export async function waitForQuiet(): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (let quiet = 0; quiet < quietWindows && performance.now() < deadline; ) {
    const before = ticks();
    await new Promise((resolve) => setTimeout(resolve, windowMs));
    const after = ticks();
    const idle = (after.idle - before.idle) / Math.max(1, after.all - before.all);
    quiet = idle > 0.9 ? quiet + 1 : 0;
  }
}

function ticks(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const idle = times.reduce((sum, time) => sum + time.idle, 0);
  const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { idle, all };
}
