import { InterfacesByName } from "../../shared/interfaces-by-name.ts";
import { formatInterfaceSysctl, forwardingSysctl, parseInterfaceSysctl } from "../../shared/sysctl.ts";
import {
  isInterface,
  namespaceOf,
  newNamespace,
  type NamespaceRecord,
  type RecordId,
  type Topology,
} from "../../shared/topology.ts";
import { byName, type Difference } from "./difference.ts";
import { isMoved } from "./interface-name.ts";
import type { PlannedStep } from "./phase.ts";
import { birthValue, isDefault, isWide, sweeps } from "./sysctl-rules.ts";

/** One that is to be, and what it is before; null when nobody said. */
interface Setting {
  readonly key: string;
  readonly value: string;
  readonly had: string | null;
  readonly reason: "forwarding-set" | "sysctl-set" | "sysctl-restore";
}

/**
 * Forwarding and the namespaces' other `net.*` settings. Those of an interface are kept under whatever name; a new one,
 * and one that was moved, begin anew (inetdev_destroy, addrconf_ifdown).
 */
export function planSysctls(difference: Difference): PlannedStep[] {
  const { after, namespaces, interfaces } = difference;
  const begun = [...interfaces.added, ...interfaces.kept.filter(isMoved).map((pair) => pair.after)];
  const concerned = new Set([
    ...namespaces.added,
    ...namespaces.kept.map((pair) => pair.after),
    ...begun.map(({ namespace }) => namespaceOf(after, namespace)),
  ]);
  const names = new KeyNames(difference, new Set(begun.map(({ id }) => id)));
  return [...concerned]
    .toSorted(byName)
    .flatMap((record) => steps(record, settings(record, names, difference)));
}

function settings(record: NamespaceRecord, names: KeyNames, { before, options }: Difference): Setting[] {
  const known = before[record.id];
  const was =
    known?.kind === "namespace"
      ? known
      : newNamespace(record.id, record.name, { forwarding: options.bornForwarding });
  const word = (forwards: boolean) => (forwards ? "1" : "0");
  const cleared = Object.entries(was.sysctls).flatMap(([old, had]): Setting[] => {
    const key = names.now(was.id, old);
    if (key === null || record.sysctls[key] !== undefined) return [];
    // Where nobody knows what it was, the kernel will not have it empty, and says so.
    return [{ key, had, value: birthValue(key, record, options) ?? "", reason: "sysctl-restore" }];
  });
  return [
    ...(["ipv4", "ipv6"] as const).map(
      (family): Setting => ({
        key: forwardingSysctl[family],
        had: word(was.forwarding[family]),
        value: word(record.forwarding[family]),
        reason: "forwarding-set",
      }),
    ),
    ...Object.entries(record.sysctls).map(([key, value]): Setting => {
      const old = names.before(record.id, key);
      return { key, had: (old === null ? null : was.sysctls[old]) ?? null, value, reason: "sysctl-set" };
    }),
    ...cleared,
  ];
}

/** What sweeps others is written before them, and they are written again after it. */
function steps(record: NamespaceRecord, wanted: readonly Setting[]): PlannedStep[] {
  const wideFirst = wanted.toSorted((a, b) => Number(isWide(b.key)) - Number(isWide(a.key)));
  const written: string[] = [];
  return wideFirst.flatMap(({ key, value, had, reason }): PlannedStep[] => {
    const isSwept = written.some((wide) => sweeps(wide, key));
    if (had === value && !isSwept) return [];
    written.push(key);
    return [
      {
        namespace: record.name,
        tool: "sysctl",
        argv: ["-w", `${key}=${value}`],
        reason,
        record: record.id,
        phase: isDefault(key) && !isSwept ? "set-default-sysctls" : "set-sysctls",
      },
    ];
  });
}

/** What a sysctl's key is on the other side of a difference: its interface may have another name there. */
class KeyNames {
  readonly #before: Topology;
  readonly #after: Topology;
  readonly #begun: ReadonlySet<RecordId>;
  readonly #namesBefore: InterfacesByName;
  readonly #namesAfter: InterfacesByName;

  /** @param begun  the interfaces that begin anew */
  constructor({ before, after }: Difference, begun: ReadonlySet<RecordId>) {
    this.#before = before;
    this.#after = after;
    this.#begun = begun;
    this.#namesBefore = new InterfacesByName(before);
    this.#namesAfter = new InterfacesByName(after);
  }

  /** null when its interface begins anew. */
  before(namespace: RecordId, key: string): string | null {
    return this.#other(namespace, key, this.#namesAfter, this.#before);
  }

  /** null when its interface begins anew, or is not there any more. */
  now(namespace: RecordId, key: string): string | null {
    return this.#other(namespace, key, this.#namesBefore, this.#after);
  }

  #other(namespace: RecordId, key: string, names: InterfacesByName, there: Topology): string | null {
    const parsed = parseInterfaceSysctl(key);
    const record = parsed === null ? undefined : names.find(namespace, parsed.of);
    if (parsed === null || record === undefined) return key;
    const other = there[record.id];
    if (!isInterface(other) || this.#begun.has(record.id)) return null;
    return formatInterfaceSysctl({ ...parsed, of: other.name });
  }
}
