import type { SingleRecord } from "../../../shared/topology.ts";
import type { KindGestures } from "./kind.ts";
type Tunnel = Extract<
  SingleRecord,
  {
    kind: "gre" | "ipip";
  }
>;
/**
 * Those that carry IP in IPv4: both ends have to be known.
 * @param bytes  that each packet gets in front of it
 */
export declare function tunnelGestures(stem: string, bytes: number): KindGestures<Tunnel>;
export {};
