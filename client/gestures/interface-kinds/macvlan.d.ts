import type { SingleRecord } from "../../../shared/topology.ts";
import type { KindGestures } from "./kind.ts";
export declare const macvlan: KindGestures<
  Extract<
    SingleRecord,
    {
      kind: "macvlan";
    }
  >
>;
