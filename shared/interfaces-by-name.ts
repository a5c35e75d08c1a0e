import { isInterface, type InterfaceRecord, type RecordId, type Topology } from "./topology.ts";

/** Finds a namespace's interface by its name. The index is made when it is first asked. */
export class InterfacesByName {
  readonly #topology: Topology;
  #index: Map<string, InterfaceRecord> | null = null;

  constructor(topology: Topology) {
    this.#topology = topology;
  }

  find(namespace: RecordId, name: string): InterfaceRecord | undefined {
    this.#index ??= new Map(
      Object.values(this.#topology)
        .filter(isInterface)
        .map((record) => [slot(record.namespace, record.name), record]),
    );
    return this.#index.get(slot(namespace, name));
  }
}

/** Ids hold no blank. */
function slot(namespace: RecordId, name: string): string {
  return `${namespace} ${name}`;
}
