import * as fc from "fast-check";
import { any, anywhere, device, inside, say, type Weighted } from "./hand-words.ts";

const qdisc = fc.constantFrom(
  "tbf rate 1mbit burst 32kbit latency 400ms",
  "tbf rate 8gbit burst 5001 limit 70000",
  "tbf rate 1234567bps burst 2000 limit 4000",
  // What no record can say.
  "tbf rate 1mbit burst 32kbit latency 400ms peakrate 2mbit minburst 1540",
  "htb default 1",
);

/** What links do to packets, by tc. */
export const qualityCommands: readonly Weighted[] = [
  {
    weight: 4,
    arbitrary: say<[string, string, string, string]>(
      [anywhere, any, fc.constantFrom("add", "replace", "change"), qdisc],
      (where, name, verb, words) => `${tc(where)} qdisc ${verb} dev ${name} root ${words}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>(
      [anywhere, any],
      (where, name) => `${tc(where)} qdisc delete dev ${name} root`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string, string]>(
      [anywhere, device, fc.constantFrom("numgen random mod 100 < 7 counter drop", "counter drop", "drop")],
      (where, name, rule) =>
        `${inside(where)}nft 'add table netdev loss-${name}; add chain netdev loss-${name} ingress { type filter hook ingress device "${name}" priority 0; }; add rule netdev loss-${name} ingress ${rule}'`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>(
      [anywhere, device],
      (where, name) => `${inside(where)}nft delete table netdev loss-${name}`,
    ),
  },
];

function tc(where: string): string {
  return where === "host" ? "tc" : `tc -n ${where}`;
}
