import type { DrawnState } from "./interface-facts.ts";

export const tunnelWidths = { tube: 13, bore: 9 } as const;
/** From the middle of a link to what it does to packets. */
export const qualityGap = 18;
export const outsideSize = { radius: 17, icon: 24, wordsGap: 32 } as const;
export const lowerLine = { width: 1.75, dashes: "1 5" } as const;

/** Colour is never the only sign of a state. */
export const dashes: Readonly<Record<DrawnState, string>> = {
  up: "none",
  "no-carrier": "14 5 2 5",
  down: "7 7",
  error: "2 6",
};
