import { readU32 } from "../message.ts";
import { readAddress } from "./address.ts";
import { decodeFdb, requestFdb } from "./fdb.ts";
import type { KindReader } from "./kind.ts";

/** IFLA_VXLAN_… (linux/if_link.h). */
const attribute = {
  id: 1,
  group: 2,
  link: 3,
  local: 4,
  learning: 7,
  port: 15,
  group6: 16,
  local6: 17,
  collectMetadata: 25,
} as const;

export const vxlan: KindReader = {
  decode: (data) => {
    const vni = readU32(data, attribute.id);
    const port = data.get(attribute.port)?.readUInt16BE(0);
    // One that takes its network's number from each packet is another matter.
    const isExternal = data.get(attribute.collectMetadata)?.readUInt8(0) === 1;
    if (vni === null || port === undefined || isExternal) return null;
    const lower = readU32(data, attribute.link);
    return {
      settings: {
        vni,
        local: readAddress(data, attribute.local, attribute.local6),
        remote: readAddress(data, attribute.group, attribute.group6),
        port,
        learning: data.get(attribute.learning)?.readUInt8(0) !== 0,
      },
      lowerIndex: lower === 0 ? null : lower,
    };
  },
  more: {
    request: requestFdb,
    add: (settings, answer) => ({ ...settings, fdb: decodeFdb(answer, settings["remote"] as string | null) }),
  },
};
