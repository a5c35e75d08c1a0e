import type { ObservedInterface } from "../../shared/observed.ts";
import { interfacesOf, isInterface, recordsOfKind, type RecordId } from "../../shared/topology.ts";
import { interfaceState } from "../panels/interface-state.ts";
import type { OpenLab } from "../state.ts";
import type { DrawnState } from "./interface-facts.ts";
import { observedNamespace } from "../store.ts";

type Lab = Pick<OpenLab, "document" | "observed">;

/** The interfaces of a namespace that no record can stand for: of other kinds, or half of a pair that is not to be seen. */
export function strangersOf(lab: Lab, id: RecordId): readonly ObservedInterface[] {
  const seen = Object.values(observedNamespace(lab, id)?.interfaces ?? {});
  if (seen.length < 2) return none;
  const drawn = new Set([...interfacesOf(lab.document.topology, id)].map(({ name }) => name));
  return seen.filter(({ name }) => name !== "lo" && !drawn.has(name));
}

/** Its address, or else of what kind it is. */
export function strangerDetail({ addresses, kind }: ObservedInterface): string {
  return addresses.find(({ scope }) => scope !== "link")?.address ?? kind;
}

export function strangerState(seen: ObservedInterface): DrawnState {
  const state = interfaceState(seen);
  return state === "missing" ? "error" : state;
}

const none: readonly ObservedInterface[] = [];

/** How many there are, by namespace, where there are any. */
export function countStrangers(lab: Lab): Readonly<Record<RecordId, number>> {
  const { topology } = lab.document;
  const drawn = new Map<RecordId, number>();
  for (const record of Object.values(topology)) {
    if (isInterface(record)) drawn.set(record.namespace, (drawn.get(record.namespace) ?? 0) + 1);
  }
  return Object.fromEntries(
    [...recordsOfKind(topology, "namespace")].flatMap(({ id }) => {
      // Only where more is seen than is drawn, lo aside, is it worth a look which.
      const seen = Object.keys(observedNamespace(lab, id)?.interfaces ?? {}).length - 1;
      const count = seen > (drawn.get(id) ?? 0) ? strangersOf(lab, id).length : 0;
      return count === 0 ? [] : [[id, count] as const];
    }),
  );
}
