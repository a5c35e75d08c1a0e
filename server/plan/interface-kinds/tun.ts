import type { KindWords } from "./words.ts";

export const tunWords: KindWords<unknown> = {
  made: () => [],
  changed: () => [],
  hasLink: false,
  isMadeOutside: true,
};
