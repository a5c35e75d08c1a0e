import type { SingleKind } from "../../../shared/interface-kinds/index.ts";
import type { SingleRecord } from "../../../shared/topology.ts";
import { bondWords } from "./bond.ts";
import { dummyWords } from "./dummy.ts";
import { macvlanWords } from "./macvlan.ts";
import { modeWords } from "./mode.ts";
import { tunnelWords } from "./tunnel.ts";
import { tunWords } from "./tun.ts";
import { vlanWords } from "./vlan.ts";
import { vxlanWords } from "./vxlan.ts";
import { wireguardWords } from "./wireguard.ts";
import type { KindWords } from "./words.ts";

type WordsOf = { readonly [K in SingleKind]: KindWords<Extract<SingleRecord, { kind: K }>> };

const words: WordsOf = {
  dummy: dummyWords,
  vlan: vlanWords,
  macvlan: macvlanWords,
  ipvlan: modeWords,
  vxlan: vxlanWords,
  gre: tunnelWords,
  ipip: tunnelWords,
  tun: tunWords,
  bond: bondWords,
  wireguard: wireguardWords,
};

export function wordsOf(record: SingleRecord): KindWords<SingleRecord> {
  return words[record.kind] as KindWords<SingleRecord>;
}
