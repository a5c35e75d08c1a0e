import type { KindGestures } from "./kind.ts";
import { suggestOnLower } from "./on-lower.ts";

export const macvlan: KindGestures = {
  suggest: (topology, namespace) => suggestOnLower(topology, namespace, ["macvlan", 0]),
  tunnelOf: null,
};
