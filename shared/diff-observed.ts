import { isEqual } from "./equal.ts";
import {
  emptyObservedNamespace,
  type Observed,
  type ObservedDiff,
  type ObservedInterface,
  type ObservedNamespace,
  type ObservedNamespaceDiff,
} from "./observed.ts";
import { own } from "./own.ts";

/** What changed in the namespaces named; null when nothing did. applyObservedDiff(before, diff) = after. */
export function diffObserved(
  before: Observed,
  after: Readonly<Record<string, ObservedNamespace | null>>,
): ObservedDiff | null {
  const namespaces: Record<string, ObservedNamespaceDiff | null> = {};
  for (const [name, next] of Object.entries(after)) {
    const previous = own(before.namespaces, name);
    if (next === null) {
      if (previous !== undefined) namespaces[name] = null;
      continue;
    }
    const diff = diffNamespace(previous ?? emptyObservedNamespace, next);
    if (previous === undefined || Object.keys(diff).length > 0) namespaces[name] = diff;
  }
  return Object.keys(namespaces).length === 0 ? null : { namespaces };
}

function diffNamespace(before: ObservedNamespace, after: ObservedNamespace): ObservedNamespaceDiff {
  const interfaces: Record<string, ObservedInterface | null> = {};
  for (const [name, next] of Object.entries(after.interfaces)) {
    if (!isEqual(own(before.interfaces, name), next)) interfaces[name] = next;
  }
  for (const name of Object.keys(before.interfaces)) {
    if (!Object.hasOwn(after.interfaces, name)) interfaces[name] = null;
  }
  return {
    ...(before.inode === after.inode ? {} : { inode: after.inode }),
    ...(Object.keys(interfaces).length === 0 ? {} : { interfaces }),
    ...(isEqual(before.routes, after.routes) ? {} : { routes: after.routes }),
    ...(isEqual(before.rules, after.rules) ? {} : { rules: after.rules }),
    ...(isEqual(before.neighbors, after.neighbors) ? {} : { neighbors: after.neighbors }),
    ...(isEqual(before.forwarding, after.forwarding) ? {} : { forwarding: after.forwarding }),
    ...(isEqual(before.sysctls, after.sysctls) ? {} : { sysctls: after.sysctls }),
    ...(isEqual(before.netconf, after.netconf) ? {} : { netconf: after.netconf }),
    ...(isEqual(before.tables, after.tables) ? {} : { tables: after.tables }),
    ...(isEqual(before.containers, after.containers) ? {} : { containers: after.containers }),
  };
}

/** Namespaces and interfaces the diff does not name keep their identity. */
export function applyObservedDiff(observed: Observed, diff: ObservedDiff): Observed {
  const namespaces = { ...observed.namespaces };
  for (const [name, change] of Object.entries(diff.namespaces)) {
    if (change === null) {
      delete namespaces[name];
      continue;
    }
    const before = own(namespaces, name) ?? emptyObservedNamespace;
    const { interfaces, ...rest } = change;
    namespaces[name] = {
      ...before,
      ...rest,
      interfaces:
        interfaces === undefined ? before.interfaces : patchInterfaces(before.interfaces, interfaces),
    };
  }
  return { namespaces };
}

function patchInterfaces(
  before: ObservedNamespace["interfaces"],
  diff: Readonly<Record<string, ObservedInterface | null>>,
): ObservedNamespace["interfaces"] {
  const result = { ...before };
  for (const [name, value] of Object.entries(diff)) {
    if (value === null) delete result[name];
    else result[name] = value;
  }
  return result;
}
