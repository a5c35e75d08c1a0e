import type { KindReader } from "./kind.ts";

/** IFLA_TUN_TYPE (linux/if_link.h) and IFF_TAP (linux/if_tun.h). */
const type = 3;
const tap = 2;

export const tun: KindReader = {
  decode: (data) => (data.get(type)?.readUInt8(0) === tap ? { settings: {} } : null),
};
