import type { Problem } from "../../shared/errors.ts";
import type { Quality } from "../../shared/quality.ts";
import type { QualityField } from "../gestures/quality.ts";

/** What links do to packets, in the units that people write. Units are the same in every language. */

interface Unit {
  readonly name: string;
  /** In the unit of the record. */
  readonly size: number;
}

const ms: readonly Unit[] = [
  { name: "s", size: 1000 },
  { name: "ms", size: 1 },
  { name: "µs", size: 0.001 },
  { name: "us", size: 0.001 },
];
const percent: readonly Unit[] = [{ name: "%", size: 1 }];
const bits: readonly Unit[] = [
  { name: "Gbit/s", size: 1e9 },
  { name: "Mbit/s", size: 1e6 },
  { name: "kbit/s", size: 1e3 },
  { name: "bit/s", size: 1 },
];

const unitsOf: Readonly<Record<QualityField, readonly Unit[]>> = {
  delayMs: ms,
  jitterMs: ms,
  lossPercent: percent,
  duplicatePercent: percent,
  reorderPercent: percent,
  rateBitsPerSecond: bits,
};
export const qualityFields = Object.keys(unitsOf) as QualityField[];

/** `100 ms`, `0.1 %`, `1.5 Mbit/s`: exact; empty for none. */
export function qualityText(field: QualityField, value: number | null): string {
  if (value === null) return "";
  // A second is written as 1000 ms, as everybody does who speaks of delays.
  const [first, ...others] = field === "delayMs" || field === "jitterMs" ? ms.slice(1, 3) : unitsOf[field];
  const unit =
    [first, ...others].find((each) => each !== undefined && value >= each.size) ?? others.at(-1) ?? first;
  return unit === undefined ? "" : `${Number((value / unit.size).toPrecision(12))} ${unit.name}`;
}

/** As people type it, with a unit or without: `100ms`, `0,5 %`, `1M`, `512 kbit`. */
export function parseQuality(field: QualityField, text: string): number | null | Problem {
  if (text.trim() === "") return null;
  const [, digits = "", word = ""] = /^([\d.,]+)\s*(\S*)$/.exec(text.trim()) ?? [];
  const units = unitsOf[field];
  const unit =
    word === "" ? units.find(({ size }) => size === 1) : units.find(({ name }) => isUnit(name, word));
  const value = Number(digits.replace(",", "."));
  if (digits === "" || Number.isNaN(value) || unit === undefined) {
    return { kind: "malformed", code: "not-a-quantity", detail: "a number and a unit" };
  }
  // 0 is none, as tc takes it; and what a float cannot say exactly is rounded where the record ends.
  return value === 0 ? null : Number((value * unit.size).toPrecision(12));
}

function isUnit(name: string, word: string): boolean {
  const short = name.replace("bit/s", "");
  const spellings = [
    name,
    name.replace("/s", ""),
    name.replace("bit/s", "bps"),
    ...(short === "" ? [] : [short]),
  ];
  return spellings.some((each) => each.toLowerCase() === word.toLowerCase());
}

/** All of it in a few words, as a link shows it: `100 ms ± 10 ms · 1 %`. */
export function qualityWords(
  quality: Quality | null,
  words: Readonly<Record<"duplicate" | "reorder", string>>,
): string {
  if (quality === null) return "";
  const text = (field: QualityField) => qualityText(field, quality[field]);
  const parts = [
    [text("delayMs"), text("jitterMs")].filter((each) => each !== "").join(" ± "),
    text("lossPercent"),
    quality.duplicatePercent === null ? "" : `${words.duplicate} ${text("duplicatePercent")}`,
    quality.reorderPercent === null ? "" : `${words.reorder} ${text("reorderPercent")}`,
    text("rateBitsPerSecond"),
  ];
  return parts.filter((each) => each !== "").join(" · ");
}
