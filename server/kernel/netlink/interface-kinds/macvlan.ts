import { readU32 } from "../message.ts";
import type { KindReader } from "./kind.ts";

/** IFLA_MACVLAN_MODE and `enum macvlan_mode` (linux/if_link.h). */
const mode = 1;
const modes: ReadonlyMap<number | null, string> = new Map([
  [1, "private"],
  [2, "vepa"],
  [4, "bridge"],
  [8, "passthru"],
]);

export const macvlan: KindReader = {
  decode: (data) => {
    const known = modes.get(readU32(data, mode));
    return known === undefined ? null : { settings: { mode: known } };
  },
};
