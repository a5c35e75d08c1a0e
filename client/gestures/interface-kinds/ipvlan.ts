import type { KindGestures } from "./kind.ts";
import { suggestOnLower } from "./on-lower.ts";

export const ipvlan: KindGestures = {
  suggest: (around) => suggestOnLower(around, ["ipvlan", 0]),
  tunnelOf: null,
  meetsOthers: () => true,
};
