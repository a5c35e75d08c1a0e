import * as z from "zod";
import type { ObservedNeighbor } from "../../../shared/observed.ts";
import { parseJsonList } from "./json.ts";

const neighborSchema = z.object({
  dst: z.string(),
  dev: z.string(),
  lladdr: z.string().optional(),
  state: z.array(z.string()).default([]),
});

/** `ip -j neighbor show`. NOARP entries (multicast) are no neighbours of anybody. */
export function parseNeighbors(text: string): ObservedNeighbor[] {
  return parseJsonList(neighborSchema, text)
    .filter(({ state }) => !state.includes("NOARP"))
    .map(({ dst, dev, lladdr, state }) => ({
      address: dst,
      interface: dev,
      macAddress: lladdr ?? null,
      state: state[0] ?? "NONE",
    }))
    .toSorted((a, b) => (a.address < b.address ? -1 : 1));
}
