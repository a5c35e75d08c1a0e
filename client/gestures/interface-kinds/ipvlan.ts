import type { KindGestures } from "./kind.ts";
import { suggestOnLower } from "./on-lower.ts";

export const ipvlan: KindGestures = {
  suggest: (topology, namespace) => suggestOnLower(topology, namespace, ["ipvlan", 0]),
  tunnelOf: null,
};
