import type { KindGestures } from "./kind.ts";
export declare const dummy: KindGestures;
