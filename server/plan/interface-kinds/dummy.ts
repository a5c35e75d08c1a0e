import type { KindWords } from "./words.ts";

export const dummyWords: KindWords<unknown> = { made: () => [], changed: () => [], hasLink: false };
