import type { KindGestures } from "./kind.ts";
import { suggestOnLower } from "./on-lower.ts";

export const macvlan: KindGestures = {
  suggest: (around) => suggestOnLower(around, ["macvlan", 0]),
  tunnelOf: null,
};
