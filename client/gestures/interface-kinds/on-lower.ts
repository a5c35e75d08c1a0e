import type { RecordId, Topology } from "../../../shared/topology.ts";
import { addressOn, lowerFor } from "../surroundings.ts";
import type { Suggestion, Wanting } from "./kind.ts";

/** One more on an interface that is there, with an address in its network. */
export function suggestOnLower(
  topology: Topology,
  namespace: RecordId,
  name: Suggestion["name"],
  fields: Suggestion["fields"] = {},
): Suggestion | Wanting {
  const out = lowerFor(topology, namespace);
  if (out === null) return "no-lower";
  const addresses = addressOn(topology, out, namespace);
  return { name, out, fields: { lower: out.id, addresses, ...fields } };
}
