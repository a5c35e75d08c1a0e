import {
  isInterface,
  recordsOfKind,
  type InterfaceRecord,
  type NamespaceRecord,
  type RecordId,
  type Topology,
} from "../topology.ts";

/** What one move of somebody who draws at random chooses by. */
export interface Choices {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

// Small pools: names and addresses meet again, and collide.
export const interfaceNames = ["eth0", "eth1", "veth0", "veth1", "br0", "br1", "端口0", "1", "x.1", "веth"];
export const addressPool = [
  "10.0.0.1/24",
  "10.0.0.2/24",
  "10.0.0.3/24",
  "10.0.0.1/16",
  "10.0.1.1/24",
  "10.220.1.2/24",
  "172.16.1.1/16",
  "192.168.1.1/31",
  "192.168.7.7/32",
  "169.254.3.4/16",
  "2001:db8::1/64",
  "2001:db8::2/64",
  "2001:db8:1::1/64",
  "fd00::1/128",
  "fe80::42/64",
  "::5:1/64",
  "::102:304/96",
  "::ffff:102:304/112",
] as const;

export function pick<T>(items: readonly T[], choice: number): T | undefined {
  return items[choice % items.length];
}

export function pickOf<T>(items: readonly [T, ...T[]], choice: number): T {
  return items[choice % items.length] ?? items[0];
}

export function namespacesOf(topology: Topology): NamespaceRecord[] {
  return [...recordsOfKind(topology, "namespace")];
}

export function interfacesIn(topology: Topology, namespace?: RecordId): InterfaceRecord[] {
  return Object.values(topology).filter(
    (record): record is InterfaceRecord =>
      isInterface(record) && (namespace === undefined || record.namespace === namespace),
  );
}
