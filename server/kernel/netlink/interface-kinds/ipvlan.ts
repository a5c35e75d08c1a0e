import { ipvlanModes } from "../../../../shared/interface-kinds/ipvlan.ts";
import type { KindReader } from "./kind.ts";

/** IFLA_IPVLAN_MODE, and `enum ipvlan_mode` in the order of its numbers (linux/if_link.h). */
const mode = 1;

export const ipvlan: KindReader = {
  decode: (data) => {
    const known = ipvlanModes[data.get(mode)?.readUInt16LE(0) ?? -1];
    return known === undefined ? null : { settings: { mode: known } };
  },
};
