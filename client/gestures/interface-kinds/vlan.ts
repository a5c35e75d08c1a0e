import { recordsOfKind } from "../../../shared/topology.ts";
import type { KindGestures } from "./kind.ts";
import { nextFree } from "./next-free.ts";

/** Tags of their own have networks of their own: no address suggests itself. */
export const vlan: KindGestures = {
  suggest: ({ topology, lower: findLower }) => {
    const out = findLower();
    if (out === null) return "no-lower";
    const taken = [...recordsOfKind(topology, "vlan")].filter(({ lower }) => lower === out.id);
    const vlanId = nextFree(10, new Set(taken.map((record) => record.vlanId)));
    return { name: ["vlan", vlanId], out, fields: { lower: out.id, vlanId } };
  },
  tunnelOf: null,
  meetsOthers: () => false,
};
