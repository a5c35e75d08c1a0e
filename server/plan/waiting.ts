import { Routing } from "../../shared/routing.ts";
import type { Step, StepReason } from "../../shared/step.ts";
import { isInterface, namespaceOf, type Topology, type TopologyRecord } from "../../shared/topology.ts";
import { plan } from "./plan.ts";

/** What the drawing has and the kernel has not until an interface is up (docs/decisions/0004-waiting-records.md). */
export interface Waiting {
  readonly namespace: string;
  readonly interface: string;
  /** What gives it to the kernel then. */
  readonly steps: readonly Step[];
}

const isOfAddressOrRoute: ReadonlySet<StepReason> = new Set(["address-add", "route-add", "route-restore"]);

export function waitingIn(topology: Topology): readonly Waiting[] {
  const routing = new Routing(topology);
  const found = new Map<string, Waiting>();
  for (const step of plan(topology, allUp(topology))) {
    const device = isOfAddressOrRoute.has(step.reason) ? deviceOf(step, topology, routing) : null;
    if (device?.adminState !== "down") continue;
    const key = JSON.stringify([step.namespace, device.name]);
    const { steps } = found.get(key) ?? { steps: [] };
    found.set(key, { namespace: step.namespace, interface: device.name, steps: [...steps, step] });
  }
  return [...found.values()];
}

function allUp(topology: Topology): Topology {
  const up = (record: TopologyRecord): TopologyRecord => {
    if (isInterface(record)) return { ...record, adminState: "up" };
    if (record.kind !== "namespace") return record;
    return { ...record, loopback: { ...record.loopback, adminState: "up" } };
  };
  return Object.fromEntries(Object.entries(topology).map(([id, record]) => [id, up(record)]));
}

function deviceOf({ record: id }: Step, topology: Topology, routing: Routing) {
  const record = topology[id];
  if (record?.kind === "route") return routing.interfaceOf(record);
  if (isInterface(record)) return record;
  return { name: "lo", adminState: namespaceOf(topology, id).loopback.adminState };
}
