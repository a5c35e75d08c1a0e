import type { KindReader } from "./kind.ts";

/** IFLA_VLAN_ID and IFLA_VLAN_PROTOCOL (linux/if_link.h); ETH_P_8021Q (linux/if_ether.h). */
const id = 1;
const protocol = 5;
const dot1q = 0x8100;

export const vlan: KindReader = {
  decode: (data) => {
    const vlanId = data.get(id)?.readUInt16LE(0);
    const isDot1q = data.get(protocol)?.readUInt16BE(0) === dot1q;
    return vlanId === undefined || !isDot1q ? null : { settings: { vlanId } };
  },
};
