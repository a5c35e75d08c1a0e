import type { KindGestures } from "./kind.ts";
/** Tags of their own have networks of their own: no address suggests itself. */
export declare const vlan: KindGestures;
