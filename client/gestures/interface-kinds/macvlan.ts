import type { SingleRecord } from "../../../shared/topology.ts";
import type { KindGestures } from "./kind.ts";
import { suggestOnLower } from "./on-lower.ts";

export const macvlan: KindGestures<Extract<SingleRecord, { kind: "macvlan" }>> = {
  suggest: (around) => suggestOnLower(around, ["macvlan", 0]),
  tunnelOf: null,
  meetsOthers: ({ mode }) => mode === "bridge",
};
