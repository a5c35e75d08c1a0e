export type LabelSide = "left" | "right";

/** From a link to its name. */
export const labelGap = 9;
const letterWidth = 7.3;
/** A line and a little air. */
const lineWidth = 5;

export interface Labelled {
  readonly x: number;
  /** Where its link leads: a name had better stand on the other side. */
  readonly towards: number;
  readonly letters: number;
}

/** For each of these, from left to right: on which side of its link its name has room; null where on none. */
export function labelSides(ends: readonly Labelled[]): (LabelSide | null)[] {
  // What is free left of each link, and last, right of the last one.
  const free = ends.map(({ x }, index) => x - (ends[index - 1]?.x ?? -Infinity) - lineWidth);
  free.push(Infinity);
  const gapOf = (index: number, side: LabelSide) => (side === "left" ? index : index + 1);
  const widthOf = (index: number) => labelGap + (ends[index]?.letters ?? 0) * letterWidth;
  const fits = (index: number, side: LabelSide) => (free[gapOf(index, side)] ?? 0) >= widthOf(index);
  const sides = ends.map((): LabelSide | null => null);
  const take = (index: number, ...wanted: readonly LabelSide[]) => {
    const side = wanted.find((one) => fits(index, one));
    if (side === undefined) return;
    sides[index] = side;
    free[gapOf(index, side)] = (free[gapOf(index, side)] ?? 0) - widthOf(index);
  };
  const { left, right, straight } = byLean(ends);
  for (const index of right) take(index, "left");
  for (const index of left) take(index, "right");
  // A straight one looks well with its name on either side: those with no choice come first.
  while (straight.length > 0) {
    const next = straight.findIndex((index) => !fits(index, "left") || !fits(index, "right"));
    for (const index of straight.splice(Math.max(0, next), 1)) take(index, "right", "left");
  }
  for (const index of right) if (sides[index] === null) take(index, "right");
  for (const index of left) if (sides[index] === null) take(index, "left");
  return sides;
}

/** Which of them lean to the left, to the right, or not at all. */
function byLean(ends: readonly Labelled[]) {
  const lean = { left: [] as number[], right: [] as number[], straight: [] as number[] };
  for (const [index, { x, towards }] of ends.entries()) {
    if (Math.abs(towards - x) < lineWidth) lean.straight.push(index);
    else lean[towards < x ? "left" : "right"].push(index);
  }
  return lean;
}
