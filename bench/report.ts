import { quantile, spreadOf } from "./statistics.ts";

export function say(line: string): void {
  console.log(line);
}

export function progress(line: string): void {
  process.stderr.write(`  ${line}\n`);
}

/** `head` and rows as a Markdown table, padded so that it reads well in a terminal too. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

export function milliseconds(value: number): string {
  return value >= 100 ? `${Math.round(value)} ms` : `${value.toFixed(1)} ms`;
}

export function times(value: number): string {
  return `${value.toFixed(2)} ×`;
}

export function spreadCells(values: readonly number[]): string[] {
  const { min, median, max } = spreadOf(values);
  return [median, min, max].map(milliseconds);
}

export function latencyCells(values: readonly number[]): string[] {
  return [0.5, 0.99, 1].map((fraction) => milliseconds(quantile(values, fraction)));
}

export interface Aim {
  readonly name: string;
  readonly value: string;
  /** null: could not be measured. */
  readonly met: boolean | null;
}

export function aimRow({ name, value, met }: Aim): string[] {
  return [name, value, met === null ? "not measured" : met ? "met" : "NOT MET"];
}
