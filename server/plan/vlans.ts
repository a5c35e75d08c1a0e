import { bridgeOf, canBePort, type InterfaceRecord } from "../../shared/topology.ts";
import { bornVlans, rangesOf, type Vlans } from "../../shared/vlans.ts";
import { nameIn, type Difference, type Pair } from "./difference.ts";
import type { PlannedStep } from "./phase.ts";
import { currentMaster } from "./membership.ts";

/** The VLANs of bridges and their ports. Whoever becomes a port gets the kernel's own first. */
export function planVlans(difference: Difference): PlannedStep[] {
  const { interfaces } = difference;
  return [
    ...interfaces.added.flatMap((record) => steps(record, bornVlans, difference)),
    ...interfaces.kept.flatMap((pair) => steps(pair.after, vlansBefore(pair, difference), difference)),
  ];
}

function vlansBefore(pair: Pair<InterfaceRecord>, difference: Difference): Vlans {
  const { before, after } = pair;
  const isPortStill = canBePort(after) && currentMaster(pair, difference) === after.master;
  return after.kind === "bridge" || isPortStill ? (before.vlans ?? bornVlans) : bornVlans;
}

function steps(record: InterfaceRecord, before: Vlans, { after: topology }: Difference): PlannedStep[] {
  if (canBePort(record) && bridgeOf(topology, record) === null) return [];
  const was = wordsByVlan(before);
  const wanted = wordsByVlan(record.vlans ?? bornVlans);
  const gone = [...was.keys()].filter((id) => !wanted.has(id));
  const added = new Map<string, number[]>();
  for (const [id, words] of wanted)
    if (was.get(id) !== words) added.set(words, [...(added.get(words) ?? []), id]);
  const step = (verb: "add" | "delete", range: readonly [number, number], words: string): PlannedStep => ({
    namespace: nameIn(topology, record.namespace),
    tool: "bridge",
    argv: [
      "vlan",
      verb,
      "dev",
      record.name,
      "vid",
      range[0] === range[1] ? String(range[0]) : range.join("-"),
      ...words.split(" ").filter((word) => word !== ""),
      ...(record.kind === "bridge" ? ["self"] : []),
    ],
    reason: verb === "add" ? "vlan-add" : "vlan-delete",
    record: record.id,
    phase: "set-vlans",
  });
  return [
    ...rangesOf(gone).map((range) => step("delete", range, "")),
    ...[...added].flatMap(([words, ids]) => rangesOf(ids).map((range) => step("add", range, words))),
  ];
}

/** VLAN → what follows its number; in the order of the numbers. */
function wordsByVlan({ pvid, untagged, tagged }: Vlans): ReadonlyMap<number, string> {
  const ids = [...untagged, ...tagged].toSorted((a, b) => a - b);
  return new Map(
    ids.map((id) => [
      id,
      [...(id === pvid ? ["pvid"] : []), ...(untagged.includes(id) ? ["untagged"] : [])].join(" "),
    ]),
  );
}
