import type { KindGestures } from "./kind.ts";
export declare const ipvlan: KindGestures;
