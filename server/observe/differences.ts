import { changesBetween, type DocumentChanges } from "../../shared/changes.ts";
import type { Observed } from "../../shared/observed.ts";
import { isInterface, type Topology } from "../../shared/topology.ts";
import { isThisRoute } from "../../shared/routing.ts";
import { newFirewallAsBuilt } from "./firewall.ts";
import { newRulesAsBuilt } from "./policy-rule.ts";
import { asBuilt } from "./as-built.ts";

export interface Differences {
  /** Records the kernel has otherwise (`from`: the kernel, `to`: the document), or not at all. */
  readonly changes: DocumentChanges["records"];
  /** What the kernel has and no record stands for, in words: `namespace x`, `interface x/eth9`, `route x 10.0.0.0/8`. */
  readonly unknown: readonly string[];
}

/** Is the kernel what the document says? Law: after every edit, undo and rebuild both lists are empty. */
export function differences(topology: Topology, observed: Observed): Differences {
  const built = asBuilt([topology], observed);
  const { records } = changesBetween({ topology: built, layout: {} }, { topology, layout: {} });
  return { changes: records, unknown: unknown(topology, observed) };
}

function unknown(topology: Topology, observed: Observed): string[] {
  const records = Object.values(topology);
  const namespaceIds = new Map(
    records.flatMap((record) => (record.kind === "namespace" ? [[record.name, record.id] as const] : [])),
  );
  return Object.entries(observed.namespaces).flatMap(([name, namespace]) => {
    const id = namespaceIds.get(name);
    if (id === undefined) return [`namespace ${name}`];
    const here = records.filter((record) => record.kind !== "namespace" && record.namespace === id);
    const known = new Set(here.filter(isInterface).map((record) => record.name));
    const routes = here.filter((record) => record.kind === "route");
    return [
      ...Object.keys(namespace.interfaces)
        .filter((device) => device !== "lo" && !known.has(device))
        .map((device) => `interface ${name}/${device}`),
      ...namespace.routes
        .filter(
          (route) => route.protocol !== "kernel" && !routes.some((record) => isThisRoute(record, route)),
        )
        .map((route) => `route ${name} ${route.destination}`),
      ...newRulesAsBuilt(
        id,
        namespace.rules,
        here.filter((record) => record.kind === "rule"),
      ).map(({ priority }) => `rule ${name} ${priority}`),
      ...(here.some((record) => record.kind === "firewall") ||
      newFirewallAsBuilt("", id, namespace.tables) === null
        ? []
        : [`firewall ${name}`]),
    ];
  });
}
