import type { SingleKind } from "../../../../shared/interface-kinds/index.ts";
import type { Answer } from "../message.ts";
import { decodeDummy } from "./dummy.ts";
import { decodeIpvlan } from "./ipvlan.ts";
import { decodeFdb, requestFdb } from "./fdb.ts";
import type { DecodeKind } from "./kind.ts";
import { decodeMacvlan } from "./macvlan.ts";
import { tunnelDecoder } from "./tunnel.ts";
import { decodeVlan } from "./vlan.ts";
import { decodeVxlan } from "./vxlan.ts";

/** How each kind's own attributes are read. */
export const kindDecoders: Readonly<Record<SingleKind, DecodeKind>> = {
  dummy: decodeDummy,
  vlan: decodeVlan,
  macvlan: decodeMacvlan,
  ipvlan: decodeIpvlan,
  vxlan: decodeVxlan,
  gre: tunnelDecoder(6, 7),
  ipip: tunnelDecoder(2, 3),
};

/** What else has to be asked of a kind, for the rest of its settings. */
interface KindQuestion {
  readonly request: (ifindex: number) => Buffer;
  readonly add: (settings: Settings, answer: Answer) => Settings;
}
type Settings = Readonly<Record<string, unknown>>;

export const kindQuestions: Readonly<Partial<Record<string, KindQuestion>>> = {
  vxlan: {
    request: requestFdb,
    add: (settings, answer) => ({ ...settings, fdb: decodeFdb(answer, settings["remote"] as string | null) }),
  },
};
