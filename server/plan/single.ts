import { hostName } from "../../shared/names.ts";
import {
  hasMacAddress,
  isInterface,
  isSingle,
  type SingleRecord,
  type Topology,
} from "../../shared/topology.ts";
import { depthOf } from "./depth.ts";
import { nameIn, type Difference } from "./difference.ts";
import { wordsOf } from "./interface-kinds/index.ts";
import { nameAfterBirth, nameAtBirth } from "./made-elsewhere.ts";
import { netnsWord } from "./netns.ts";
import type { PlannedStep } from "./phase.ts";

/** Interfaces made that are one record each, and what only their kind has. Those that are on others come after these. */
export function planSingles(difference: Difference): PlannedStep[] {
  const { after, interfaces } = difference;
  return [
    ...interfaces.added
      .filter(isSingle)
      .toSorted((a, b) => depthOf(a, after) - depthOf(b, after))
      .flatMap((record) => [...addition(record, difference), ...otherSteps(null, record, after)]),
    ...interfaces.kept.flatMap(({ before, after: record }): PlannedStep[] => {
      if (!isSingle(before) || !isSingle(record)) return [];
      const changed = wordsOf(record).changed(before, record) ?? [];
      const words = ["link", "set", "dev", record.name, "type", record.kind, ...changed];
      return [
        ...(changed.length === 0
          ? []
          : [step(record, after, { tool: "ip", argv: words, reason: "interface-set" })]),
        ...otherSteps(before, record, after),
      ];
    }),
  ];
}

function otherSteps(before: SingleRecord | null, record: SingleRecord, after: Topology): PlannedStep[] {
  const commands = wordsOf(record).others?.(before, record) ?? [];
  return commands.map((command) => step(record, after, command));
}

function step(
  record: SingleRecord,
  after: Topology,
  command: Pick<PlannedStep, "tool" | "argv" | "secret" | "reason">,
): PlannedStep {
  return {
    ...command,
    namespace: nameIn(after, record.namespace),
    record: record.id,
    phase: "add-singles",
  };
}

/** With what ip-link(8) says of others when it makes them. */
function additionOutside(record: SingleRecord, { after }: Difference): PlannedStep[] {
  const home = nameIn(after, record.namespace);
  const { name, mtu } = record;
  const words = [...(hasMacAddress(record) ? ["address", record.macAddress] : []), "mtu", String(mtu)];
  return [
    step(record, after, {
      tool: "uplink",
      argv: ["add", name, ...(home === hostName ? [] : ["netns", home])],
      reason: "interface-add",
    }),
    step(record, after, {
      tool: "ip",
      argv: ["link", "set", "dev", name, ...words],
      reason: "interface-set",
    }),
  ];
}

/** `link` names an interface of the namespace in which the command runs: there it is made, and goes straight to its own. */
function addition(record: SingleRecord, difference: Difference): PlannedStep[] {
  const { after } = difference;
  const { made, hasLink, isMadeOutside = false } = wordsOf(record);
  if (isMadeOutside) return additionOutside(record, difference);
  const lower = record.lower === null ? undefined : after[record.lower];
  const lowerName = isInterface(lower) ? lower.name : null;
  const home = isInterface(lower) ? lower.namespace : record.namespace;
  const name = nameAtBirth(record, home, difference);
  const step: PlannedStep = {
    namespace: nameIn(after, home),
    tool: "ip",
    argv: [
      "link",
      "add",
      "name",
      name,
      ...(hasLink && lowerName !== null ? ["link", lowerName] : []),
      ...(hasMacAddress(record) ? ["address", record.macAddress] : []),
      "mtu",
      String(record.mtu),
      ...(home === record.namespace ? [] : ["netns", netnsWord(nameIn(after, record.namespace))]),
      "type",
      record.kind,
      ...made(record, lowerName),
    ],
    reason: "interface-add",
    record: record.id,
    phase: "add-singles",
  };
  return [step, ...nameAfterBirth(record, name, difference, "add-singles")];
}
