import type { DecodeKind } from "./kind.ts";

export const decodeDummy: DecodeKind = () => ({ settings: {} });
