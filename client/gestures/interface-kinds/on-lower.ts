import type { Suggestion, Surroundings, Wanting } from "./kind.ts";

/** One more on an interface that is there, with an address in its network. */
export function suggestOnLower(around: Surroundings, name: Suggestion["name"]): Suggestion | Wanting {
  const out = around.lower();
  if (out === null) return "no-lower";
  return { name, out, fields: { lower: out.id, addresses: around.addressOn(out) } };
}
