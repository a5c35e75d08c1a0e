export type LabelSide = "left" | "right";

/** From a link to its name. */
export const labelGap = 9;
const letterWidth = 7.3;
/** A line and a little air. */
const lineWidth = 5;

export interface Labelled {
  readonly x: number;
  /** Where its link leads: a name stands on the other side. */
  readonly towards: number;
  readonly letters: number;
}

/** For each of these, from left to right: on which side of its link its name has room; null where on none. */
export function labelSides(ends: readonly Labelled[]): (LabelSide | null)[] {
  let free = -Infinity;
  return ends.map(({ x, towards, letters }, index) => {
    const width = labelGap + letters * letterWidth;
    const fits = {
      left: x - width >= free,
      right: x + width <= (ends[index + 1]?.x ?? Infinity) - lineWidth,
    };
    const [first, second] =
      towards > x + lineWidth ? (["left", "right"] as const) : (["right", "left"] as const);
    const side = fits[first] ? first : fits[second] ? second : null;
    free = side === "right" ? x + width : x + lineWidth;
    return side;
  });
}
