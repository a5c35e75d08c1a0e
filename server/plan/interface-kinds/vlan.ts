import { neverInPlace, type KindWords } from "./words.ts";

interface Fields {
  readonly vlanId: number;
}

export const vlanWords: KindWords<Fields> = {
  // Loose: up and down stay what they were set to, whatever the lower interface does (net/8021q/vlan.c).
  made: ({ vlanId }) => ["id", String(vlanId), "loose_binding", "on"],
  changed: (before, after) => (before.vlanId === after.vlanId ? [] : neverInPlace()),
  hasLink: true,
};
