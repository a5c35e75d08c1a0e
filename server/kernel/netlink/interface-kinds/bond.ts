import { bondModes } from "../../../../shared/interface-kinds/bond.ts";
import type { ObservedInterface } from "../../../../shared/observed.ts";
import { readU32, type Attributes } from "../message.ts";
import type { KindReader } from "./kind.ts";

/** IFLA_BOND_… and IFLA_BOND_SLAVE_… (linux/if_link.h). */
const attribute = { mode: 1, miimon: 3, primary: 11 } as const;
const ofMember = { state: 1, miiStatus: 2, permanentAddress: 4 } as const;
/** BOND_STATE_ACTIVE and BOND_LINK_UP (linux/if_bonding.h). */
const active = 0;
const linkUp = 0;

export const bond: KindReader = {
  decode: (data) => {
    const mode = bondModes[data.get(attribute.mode)?.readUInt8(0) ?? -1];
    if (mode === undefined) return null;
    return {
      settings: { mode, miimon: readU32(data, attribute.miimon) ?? 0, primary: null },
      named: { primary: readU32(data, attribute.primary) },
    };
  },
};

export function toBondMember(data: Attributes): ObservedInterface["bondMember"] {
  return {
    state: data.get(ofMember.state)?.readUInt8(0) === active ? "active" : "backup",
    isUp: data.get(ofMember.miiStatus)?.readUInt8(0) === linkUp,
  };
}

/** The address that it had before it joined, and has again when it leaves. */
export function addressOfMember(data: Attributes): Buffer | undefined {
  return data.get(ofMember.permanentAddress);
}
