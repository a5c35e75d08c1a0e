import * as fc from "fast-check";
import { anywhere, ip, say, type Weighted } from "./hand-words.ts";

const rule = fc.constantFrom(
  "from 10.0.0.0/24 lookup 100",
  "from 10.0.0.2 to 10.9.0.0/16 lookup 7777",
  "fwmark 0x1 lookup 100",
  "iif a0 lookup 7777",
  "oif b0 from 10.1.0.1 prohibit",
  "from 10.0.0.0/24 ipproto tcp dport 80 blackhole",
  "lookup main suppress_prefixlength 0",
  // What no record can say.
  "from 10.0.0.0/24 tos 0x10 lookup 100",
  "from 10.0.0.9/24 lookup 100",
);
const place = fc.constantFrom("", " priority 100", " priority 200", " priority 32766");

/** Rules of policy routing. */
export const policyRuleCommands: readonly Weighted[] = [
  {
    weight: 4,
    arbitrary: say<[string, string, string]>(
      [anywhere, rule, place],
      (where, words, priority) => `${ip(where)} rule add ${words}${priority}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>([anywhere, rule], (where, words) => `${ip(where)} rule delete ${words}`),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>(
      [anywhere, place],
      (where, priority) => `${ip(where)} rule delete${priority === "" ? " priority 32765" : priority}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string]>(
      [anywhere],
      (where) => `${ip(where)} -6 rule add not from fd00::/64 lookup 100 priority 300`,
    ),
  },
];
