import type { KindWords } from "./words.ts";

interface Fields {
  readonly mode: string;
  readonly miimon: number;
}

/** Its primary is said when that is a member: ../bond.ts. */
export const bondWords: KindWords<Fields> = {
  made: ({ mode, miimon }) => ["mode", mode, "miimon", String(miimon)],
  changed: (before, after) => {
    // Only one without members changes its mode.
    if (before.mode !== after.mode) return null;
    return before.miimon === after.miimon ? [] : ["miimon", String(after.miimon)];
  },
  hasLink: false,
};
