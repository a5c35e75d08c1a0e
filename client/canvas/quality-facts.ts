import type { TFunction } from "i18next";
import { isInterface, type RecordId, type Topology } from "../../shared/topology.ts";
import { qualityWords } from "../panels/quality-texts.ts";
import type { LinkData } from "./edges.ts";

type Ends = Pick<LinkData, "from" | "to" | "start" | "end">;

/** What a link does to packets, with arrows where it is not the same both ways; empty where it does nothing. */
export function linkQuality(t: TFunction, topology: Topology, { from, to, start, end }: Ends): string {
  const [there, back] = [wordsOf(t, topology, from), wordsOf(t, topology, to)];
  if (there === back) return there;
  const isAcross = Math.abs(end.x - start.x) >= Math.abs(end.y - start.y);
  const isForward = isAcross ? end.x > start.x : end.y > start.y;
  const [onward, backward] = isAcross ? ["→", "←"] : ["↓", "↑"];
  const parts = [
    [isForward ? onward : backward, there],
    [isForward ? backward : onward, back],
  ];
  return parts
    .filter(([, words]) => words !== "")
    .map(([arrow, words]) => `${arrow} ${words}`)
    .join("\u2002");
}

function wordsOf(t: TFunction, topology: Topology, id: RecordId): string {
  const record = topology[id];
  if (!isInterface(record)) return "";
  return qualityWords(record.quality, { duplicate: t("quality.duplicate"), reorder: t("quality.reorder") });
}
