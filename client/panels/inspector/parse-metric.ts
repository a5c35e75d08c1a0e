import type { Problem } from "../../../shared/errors.ts";
import { parseWhole } from "../../ui/fields/parse-whole.ts";

/** An empty metric is the kernel's default. */
export function parseMetric(text: string): number | null | Problem {
  if (text === "") return null;
  const metric = parseWhole(text);
  return typeof metric === "number" ? metric : { ...metric, path: "metric" };
}
