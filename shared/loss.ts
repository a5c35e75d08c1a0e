import type { Observed, ObservedInterface, ObservedTable } from "./observed.ts";
import { own } from "./own.ts";
import { isSameQdisc, noQuality, qdiscOf, qualitySchema, type Qdisc, type Quality } from "./quality.ts";

/**
 * How a kernel without netem loses packets of a link: the far end, in its own namespace, drops some of what comes in. Not
 * the near one, whose programs would be told (NET_XMIT_DROP) and send them again.
 */

/** Of what this end sends; null where netem does it, or nothing is lost. */
export function farLossOf(quality: Quality | null, hasNetem: boolean): number | null {
  return hasNetem || qdiscOf(quality, false)?.kind === "netem" ? null : (quality?.lossPercent ?? null);
}

/** The table that has nothing else in it. What nft takes for a name has no letters of other scripts, and no name a `/`. */
export function lossTable(device: string): string {
  return `loss-${device.replaceAll(/[^\x21-\x7e]/gu, (each) => `/${each.codePointAt(0)?.toString(16)}/`)}`;
}

const hook = /^type filter hook ingress device "([^"]+)" priority filter; policy accept;$/;
const dropSome = /^numgen random mod (\d+) < (\d+) counter drop$/;

/** As nft lists it. */
export function lossRule(percent: number): string {
  if (percent === 100) return "counter drop";
  // In as few parts as say it.
  const [parts = 1e6] = [100, 1000, 10_000, 100_000].filter((each) =>
    Number.isInteger(partOf(percent, each)),
  );
  return `numgen random mod ${parts} < ${partOf(percent, parts)} counter drop`;
}

/** Four decimals of a percent are whole millionths. */
function partOf(percent: number, parts: number): number {
  return (Math.round(percent * 10_000) * parts) / 1e6;
}

/** What the table of somebody's own making says: which device it is for, and how much it drops; null for any other table. */
export function lossIn({
  tool,
  family,
  name,
  lines,
}: ObservedTable): { device: string; percent: number } | null {
  const [chain, head = "", rule = "", end, ...others] = lines;
  const [, device] = hook.exec(head) ?? [];
  if (tool !== "nft" || family !== "netdev" || device === undefined || name !== lossTable(device))
    return null;
  if (chain !== "chain ingress {" || end !== "}" || others.length > 0) return null;
  const [, parts, dropped] = dropSome.exec(rule) ?? [];
  const percent = rule === "counter drop" ? 100 : Math.round((Number(dropped) / Number(parts)) * 1e6) / 1e4;
  return Number.isNaN(percent) || lossRule(percent) !== rule ? null : { device, percent };
}

/** What of an interface's packets its far end drops. */
export function farLossSeen(
  { namespaces }: Observed,
  { peer }: Pick<ObservedInterface, "peer">,
): number | null {
  const there = own(namespaces, peer?.namespace ?? "");
  if (there === undefined || there.tables.length === 0) return null;
  const far = Object.values(there.interfaces).find(({ ifindex }) => ifindex === peer?.ifindex);
  const found = there.tables.map(lossIn).find((loss) => loss !== null && loss.device === far?.name);
  return found?.percent ?? null;
}

/** What the kernel does to an interface's packets, at either end. */
export interface SeenQuality {
  readonly qdisc: Qdisc | null;
  readonly farLoss: number | null;
}

export function isQualityAsDrawn(quality: Quality | null, { qdisc, farLoss }: SeenQuality): boolean {
  return [true, false].some(
    (hasNetem) => isSameQdisc(qdiscOf(quality, hasNetem), qdisc) && farLossOf(quality, hasNetem) === farLoss,
  );
}

/** As a record says it. */
export function qualitySeen({ qdisc, farLoss }: SeenQuality): Quality | null {
  const { lossPercent, ...others } = qdisc?.quality ?? noQuality;
  return qualitySchema.parse({ ...others, lossPercent: lossPercent ?? farLoss });
}
