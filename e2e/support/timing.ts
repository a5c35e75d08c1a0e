import type { Locator } from "@playwright/test";

/**
 * Notes, inside the page, the moment an attribute takes a value: polling from outside would be too coarse. What is
 * returned waits for it and gives it in milliseconds since 1970.
 */
export async function whenAttribute(
  locator: Locator,
  name: string,
  value: string,
): Promise<() => Promise<number>> {
  const moment = await locator.evaluateHandle(
    (element, [name, value]) => {
      const seen = new Promise<number>((resolve) => {
        const look = () => {
          if (element.getAttribute(name ?? "") === value) resolve(performance.timeOrigin + performance.now());
        };
        new MutationObserver(look).observe(element, { attributes: true });
        look();
      });
      return { seen };
    },
    [name, value],
  );
  return () => moment.evaluate(({ seen }) => seen);
}

interface FrameTimes {
  readonly count: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly worstMs: number;
}

/** The time between frames while something is done, as the page itself sees it. */
export async function frameTimes(locator: Locator, action: () => Promise<void>): Promise<FrameTimes> {
  const recording = await locator.evaluateHandle(() => {
    const frames: number[] = [];
    const state = { isOn: true, frames };
    const tick = (at: number) => {
      frames.push(at);
      if (state.isOn) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    return state;
  });
  await action();
  const times = await recording.evaluate((state) => {
    state.isOn = false;
    return state.frames;
  });
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  const sorted = gaps.toSorted((a, b) => a - b);
  const at = (fraction: number) => sorted[Math.floor(fraction * (sorted.length - 1))] ?? 0;
  return { count: gaps.length, medianMs: at(0.5), p95Ms: at(0.95), worstMs: at(1) };
}
