import type { KindGestures } from "./kind.ts";

export const bond: KindGestures = {
  suggest: () => ({ name: ["bond", 0], out: null, fields: { mode: "active-backup" } }),
  tunnelOf: null,
  meetsOthers: () => false,
};
