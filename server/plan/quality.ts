import { isEqual } from "../../shared/equal.ts";
import { noQuality, qdiscOf, type Qdisc, type Quality } from "../../shared/quality.ts";
import type { InterfaceRecord } from "../../shared/topology.ts";
import { nameIn, type Difference } from "./difference.ts";
import { planLosses } from "./loss.ts";
import { isMoved } from "./interface-name.ts";
import type { PlannedStep } from "./phase.ts";

/** What links do to the packets that an interface sends. A move to another namespace forgets it. */
export function planQualities(difference: Difference): PlannedStep[] {
  return [...qdiscSteps(difference), ...planLosses(difference)];
}

function qdiscSteps({ after, interfaces, options }: Difference): PlannedStep[] {
  const changes = [
    ...interfaces.added.map((record) => ({ record, from: null })),
    ...interfaces.kept.map((pair) => ({
      record: pair.after,
      from: isMoved(pair) ? null : pair.before.quality,
    })),
  ];
  return changes.flatMap(({ record, from }) => {
    // Only a link has a far end that could lose them instead.
    const hasNetem = options.hasNetem || record.kind !== "veth";
    const before = qdiscOf(from, hasNetem && !options.lostFar.has(record.id));
    const now = qdiscOf(record.quality, hasNetem);
    if (isEqual(before, now)) return [];
    const namespace = nameIn(after, record.namespace);
    return [
      ...(before !== null && (now === null || keepsRate(before, now)) ? [deletion(record, namespace)] : []),
      ...(now === null ? [] : [replacement(record, namespace, now)]),
    ];
  });
}

/** netem keeps a rate that it is not told anew (netem_change, net/sched/sch_netem.c). */
function keepsRate(before: Qdisc, now: Qdisc): boolean {
  const isRated = ({ quality }: Qdisc) => (quality?.rateBitsPerSecond ?? null) !== null;
  return before.kind === "netem" && now.kind === "netem" && isRated(before) && !isRated(now);
}

function deletion({ id, name }: InterfaceRecord, namespace: string): PlannedStep {
  const argv = ["qdisc", "delete", "dev", name, "root"];
  return { namespace, tool: "tc", argv, reason: "quality-delete", record: id, phase: "set-qualities" };
}

function replacement(
  { id, name }: InterfaceRecord,
  namespace: string,
  { kind, quality }: Qdisc,
): PlannedStep {
  const words = wordsOf(quality ?? noQuality);
  const argv = ["qdisc", "replace", "dev", name, "root", kind, ...words];
  return { namespace, tool: "tc", argv, reason: "quality-set", record: id, phase: "set-qualities" };
}

/** As tc-netem(8) and tc-tbf(8) say it; each qdisc has its own of them. */
function wordsOf(quality: Quality): string[] {
  const { delayMs, jitterMs, rateBitsPerSecond } = quality;
  const jitter = jitterMs === null ? [] : [`${jitterMs}ms`];
  const said = (word: string, value: string | number | null, unit = "") =>
    value === null ? [] : [word, `${value}${unit}`];
  return [
    ...(delayMs === null ? [] : ["delay", `${delayMs}ms`, ...jitter]),
    ...said("loss", quality.lossPercent, "%"),
    ...said("duplicate", quality.duplicatePercent, "%"),
    ...said("reorder", quality.reorderPercent, "%"),
    ...said("rate", rateBitsPerSecond === null ? null : rateWord(rateBitsPerSecond)),
    ...said("burst", quality.burstBytes),
    ...said("limit", quality.limitBytes),
  ];
}

const units = [
  [1e9, "gbit"],
  [1e6, "mbit"],
  [1e3, "kbit"],
] as const;

/** In the largest unit of which it is a whole number. */
function rateWord(bitsPerSecond: number): string {
  const [size, name] = units.find(([each]) => bitsPerSecond % each === 0) ?? [1, "bit"];
  return `${bitsPerSecond / size}${name}`;
}
