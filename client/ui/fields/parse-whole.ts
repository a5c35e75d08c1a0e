import type { Problem } from "../../../shared/errors.ts";

/** Checked here too, because the server does not say which limits a number broke. */
export function parseWhole(text: string, [minimum, maximum]: readonly [number, number]): number | Problem {
  const value = Number(text);
  const isWhole = /^\d+$/.test(text) && Number.isSafeInteger(value);
  if (isWhole && value >= minimum && value <= maximum) return value;
  return {
    kind: "invalid-edit",
    code: isWhole ? "out-of-range" : "not-a-number",
    detail: `A whole number from ${minimum} to ${maximum}.`,
    parameters: { minimum, maximum },
  };
}
