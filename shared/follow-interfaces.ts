import { InterfacesByName } from "./interfaces-by-name.ts";
import { formatInterfaceSysctl, parseInterfaceSysctl } from "./sysctl.ts";
import {
  isInterface,
  recordsOfKind,
  type NamespaceRecord,
  type RecordId,
  type Topology,
} from "./topology.ts";

type Sysctls = NamespaceRecord["sysctls"];

/**
 * The sysctls of interfaces go where these go: to another name, into another namespace, away. The kernel does the same,
 * but forgets those of an interface that is moved; the plan sets them again.
 *
 * @param isGiven  did the edit itself say this namespace's sysctls? Then they stay as it said
 * @returns by namespace, where they are others than before
 */
export function followInterfaces(
  before: Topology,
  after: Topology,
  isGiven: (namespace: RecordId) => boolean,
): Map<RecordId, Sysctls> {
  const followed = new Map<RecordId, Record<string, string>>();
  const sysctlsOf = (id: RecordId) => {
    const record = after[id];
    const sysctls = followed.get(id) ?? (record?.kind === "namespace" ? { ...record.sysctls } : {});
    followed.set(id, sysctls);
    return sysctls;
  };
  const leaving = leavingSysctls(before, after, isGiven);
  for (const { namespace, key } of leaving) {
    if (after[namespace] !== undefined) delete sysctlsOf(namespace)[key];
  }
  for (const { value, to } of leaving) {
    if (to !== null && !isGiven(to.namespace)) sysctlsOf(to.namespace)[to.key] = value;
  }
  return followed;
}

interface Leaving {
  readonly namespace: RecordId;
  readonly key: string;
  readonly value: string;
  readonly to: { readonly namespace: RecordId; readonly key: string } | null;
}

function leavingSysctls(
  before: Topology,
  after: Topology,
  isGiven: (namespace: RecordId) => boolean,
): Leaving[] {
  const interfaces = new InterfacesByName(before);
  return [...recordsOfKind(before, "namespace")].flatMap(({ id: namespace, sysctls }) => {
    if (isGiven(namespace)) return [];
    return Object.entries(sysctls).flatMap(([key, value]): Leaving[] => {
      const parsed = parseInterfaceSysctl(key);
      const was = parsed === null ? undefined : interfaces.find(namespace, parsed.of);
      const is = was === undefined ? undefined : after[was.id];
      if (parsed === null || was === undefined) return [];
      if (!isInterface(is)) return [{ namespace, key, value, to: null }];
      if (is.namespace === namespace && is.name === was.name) return [];
      const to = { namespace: is.namespace, key: formatInterfaceSysctl({ ...parsed, of: is.name }) };
      return [{ namespace, key, value, to }];
    });
  });
}
