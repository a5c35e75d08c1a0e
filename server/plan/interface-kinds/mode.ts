import type { KindWords } from "./words.ts";

interface Fields {
  readonly mode: string;
}

/** Of those that are on another interface in one of several ways. */
export const modeWords: KindWords<Fields> = {
  made: ({ mode }) => ["mode", mode],
  changed: (before, after) => (before.mode === after.mode ? [] : ["mode", after.mode]),
  hasLink: true,
};
