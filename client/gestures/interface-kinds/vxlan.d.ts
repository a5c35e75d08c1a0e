import { type SingleRecord } from "../../../shared/topology.ts";
import type { KindGestures } from "./kind.ts";
export declare const vxlan: KindGestures<
  Extract<
    SingleRecord,
    {
      kind: "vxlan";
    }
  >
>;
