import * as fc from "fast-check";
import { anywhere, device, ip, say, type Weighted } from "./hand-words.ts";

/** Interfaces of the kinds that are one record by themselves. */
export const singleCommands: readonly Weighted[] = [
  {
    weight: 3,
    arbitrary: say<[string, string, string, string]>(
      [anywhere, device, anywhere, fc.constantFrom("bridge", "private", "vepa", "passthru")],
      (where, lower, to, mode) =>
        `${ip(where)} link add mv0 link ${lower} netns ${to === "host" ? "/proc/1/ns/net" : to} type macvlan mode ${mode}`,
    ),
  },
  {
    weight: 2,
    arbitrary: say<[string, number]>(
      [anywhere, fc.integer({ min: 1, max: 3 })],
      (where, last) =>
        `${ip(where)} link add vx${last} type vxlan id ${last} dstport 4789 remote 10.0.0.${last} local 10.0.0.9`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>(
      [anywhere, fc.constantFrom("remote 10.0.0.7", "nolearning", "learning")],
      (where, change) => `${ip(where)} link set vx1 type vxlan ${change}`,
    ),
  },
  {
    weight: 2,
    arbitrary: say<[string, string, string, number]>(
      [
        anywhere,
        fc.constantFrom("append", "append", "delete"),
        fc.constantFrom("vx1", "vx2"),
        fc.integer({ min: 1, max: 6 }),
      ],
      (where, verb, name, last) =>
        `bridge ${where === "host" ? "" : `-n ${where} `}fdb ${verb} 00:00:00:00:00:00 dev ${name} dst 10.0.0.${last}`,
    ),
  },
];
