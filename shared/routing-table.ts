import * as z from "zod";

/** Routing tables have numbers; three of them the kernel has by itself, and `ip` calls by name (linux/rtnetlink.h, RT_TABLE_*). */
export const mainTable = 254;
export const localTable = 255;
const names: ReadonlyMap<number, string> = new Map([
  [253, "default"],
  [mainTable, "main"],
  [localTable, "local"],
]);

export const tableSchema = z.int().min(1).max(0xffff_ffff);

/** Of a route that somebody made: the table local is the kernel's own. */
export const routeTableSchema = tableSchema
  .refine((table) => table !== localTable, {
    message: `must be another table: ${localTable} is the kernel's own`,
    params: { problem: "table-is-the-kernels" },
  })
  .default(mainTable)
  .describe(
    `The number of its routing table; ${mainTable} is main, which is looked up unless a rule says otherwise.`,
  );

/** As `ip` prints it. */
export function tableText(table: number): string {
  return names.get(table) ?? String(table);
}

/** What a person types for a table: its name or number; null when it is neither. */
export function parseTable(text: string): number | null {
  for (const [table, name] of names) if (text === name) return table;
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}
