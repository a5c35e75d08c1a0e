import type { InterfaceRecord } from "../../shared/topology.ts";
import { hostName } from "../../shared/names.ts";
import { nameIn, type Difference, type Pair } from "./difference.ts";
import { netnsWord } from "./netns.ts";
import type { PlannedStep } from "./phase.ts";

/** Interfaces renamed, and veth ends moved to another namespace (`ip link set dev … netns …` does both at once). */
export function planInterfaceNames(difference: Difference): PlannedStep[] {
  const { interfaces, before, after } = difference;
  const going = interfaces.kept.filter((pair) => isRenamed(pair) || isMoved(pair));
  const occupied = new Map(going.map((pair) => [slot(pair.before), pair]));
  // A slot that another one still holds, in a swap or a chain: everybody concerned steps aside first.
  const aside = new Set(
    going.flatMap((pair) => {
      const holder = occupied.get(slot(pair.after));
      return holder === undefined || holder === pair ? [] : [pair, holder];
    }),
  );
  return going.flatMap((pair): PlannedStep[] => {
    const name = asideName(pair, going);
    if (after[pair.before.namespace] === undefined) {
      const from = nameIn(before, pair.before.namespace);
      const rescue = move(pair, from, hostName, pair.before.name, name);
      return [{ ...rescue, phase: "rescue-interfaces" }, ...settle(pair, hostName, name, difference)];
    }
    const from = nameIn(after, pair.before.namespace);
    if (!aside.has(pair)) return settle(pair, from, pair.before.name, difference);
    return [
      ...rename(pair, from, pair.before.name, name, "set-aside-interfaces", difference),
      ...settle(pair, from, name, difference),
    ];
  });
}

/** From where it is and what it is called now to where and what it is to be. */
function settle(
  pair: Pair<InterfaceRecord>,
  from: string,
  current: string,
  difference: Difference,
): PlannedStep[] {
  const to = nameIn(difference.after, pair.after.namespace);
  if (from !== to) return [move(pair, from, to, current, pair.after.name)];
  const steps = rename(pair, from, current, pair.after.name, "rename-interfaces", difference);
  // One that stepped aside is down already, where it has to be.
  return current === pair.before.name ? steps : steps.slice(-1);
}

export function isMoved({ before, after }: Pair<InterfaceRecord>): boolean {
  return before.namespace !== after.namespace;
}

function isRenamed({ before, after }: Pair<InterfaceRecord>): boolean {
  return before.name !== after.name;
}

/** Is it down for a moment? On older kernels a rename needs it. */
export function isDownToRename(pair: Pair<InterfaceRecord>, { options }: Difference): boolean {
  return !options.renamesWhileUp && isRenamed(pair) && !isMoved(pair) && pair.before.adminState === "up";
}

function slot({ namespace, name }: InterfaceRecord): string {
  return JSON.stringify([namespace, name]);
}

function asideName(pair: Pair<InterfaceRecord>, going: readonly Pair<InterfaceRecord>[]): string {
  return `renaming${going.indexOf(pair)}`;
}

/** Does an interface have this name only until it gets its own? */
export function isAsideName(name: string): boolean {
  return /^renaming\d+$/.test(name);
}

function rename(
  pair: Pair<InterfaceRecord>,
  namespace: string,
  from: string,
  to: string,
  phase: PlannedStep["phase"],
  difference: Difference,
): PlannedStep[] {
  const base = { namespace, tool: "ip", record: pair.after.id, phase } as const;
  const step: PlannedStep = {
    ...base,
    argv: ["link", "set", "dev", from, "name", to],
    reason: "interface-rename",
  };
  if (!isDownToRename(pair, difference)) return [step];
  return [{ ...base, argv: ["link", "set", "dev", from, "down"], reason: "interface-down" }, step];
}

function move(
  pair: Pair<InterfaceRecord>,
  from: string,
  to: string,
  current: string,
  name: string,
): PlannedStep {
  return {
    namespace: from,
    tool: "ip",
    argv: [
      "link",
      "set",
      "dev",
      current,
      "netns",
      netnsWord(to),
      ...(current === name ? [] : ["name", name]),
    ],
    reason: "interface-move",
    record: pair.after.id,
    phase: "rename-interfaces",
  };
}
