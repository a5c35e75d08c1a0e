import type { ObservedInterface, ObservedNamespace } from "../../../shared/observed.ts";
import {
  nameOf,
  type InterfaceRecord,
  type NamespaceRecord,
  type RecordId,
} from "../../../shared/topology.ts";
import { observedInterface, useLab } from "../../store.ts";

export function useObservedInterface(record: InterfaceRecord): ObservedInterface | undefined {
  return useLab((lab) => observedInterface(lab, record));
}

export function useObservedNamespace(record: NamespaceRecord): ObservedNamespace | undefined {
  return useLab((lab) => lab.observed.namespaces[record.name]);
}

/** The name of a record now; its id while it is not there. */
export function useNameOf(id: RecordId): string {
  return (
    useLab(({ document }) => {
      const record = document.topology[id];
      return record === undefined || record.kind === "route" ? id : nameOf(record);
    }) ?? id
  );
}
