import type { ObservedInterface } from "../../shared/observed.ts";

/** What the kernel says of an interface, in one word; `missing` when it has none of that name. */
export type InterfaceState = "up" | "no-carrier" | "down" | "missing";

export function interfaceState(observed: ObservedInterface | undefined): InterfaceState {
  if (observed === undefined) return "missing";
  if (observed.adminState === "down") return "down";
  return observed.carrier ? "up" : "no-carrier";
}
