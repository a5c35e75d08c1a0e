import type { Problem } from "../../../shared/errors.ts";
import { mainTable, parseTable } from "../../../shared/routing-table.ts";
import { parseWhole } from "../../ui/fields/parse-whole.ts";

/** Nothing is main. */
export function parseTableText(text: string): number | Problem {
  const table = text.trim() === "" ? mainTable : (parseTable(text.trim()) ?? parseWhole(text));
  return typeof table === "number" ? table : { ...table, path: "table" };
}
