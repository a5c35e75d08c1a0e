import { modeWords } from "./mode.ts";
import type { KindWords } from "./words.ts";

interface Fields {
  readonly mode: string;
}

export const macvlanWords: KindWords<Fields> = {
  ...modeWords,
  // The others cannot become or leave passthru (macvlan_changelink, drivers/net/macvlan.c).
  changed: (before, after) =>
    before.mode !== after.mode && [before.mode, after.mode].includes("passthru")
      ? null
      : modeWords.changed(before, after),
};
