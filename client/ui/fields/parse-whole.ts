import type { Problem } from "../../../shared/errors.ts";

/** A number is sent as one: only the text can be wrong here. Its limits are the document's, which says what they are. */
export function parseWhole(text: string): number | Problem {
  if (/^-?\d+$/.test(text)) return Number(text);
  return { kind: "malformed", code: "not-a-number", detail: "digits only" };
}
