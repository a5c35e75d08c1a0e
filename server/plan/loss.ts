import { farLossOf, lossRule, lossTable } from "../../shared/loss.ts";
import { isInterface, type RecordId, type Topology } from "../../shared/topology.ts";
import { nameIn, type Difference } from "./difference.ts";
import type { PlannedStep } from "./phase.ts";

/** A table at the far end of a link, for what one end sends. */
interface Loss {
  readonly namespace: RecordId;
  readonly device: string;
  readonly percent: number;
}

/** What links lose where the kernel has no netem. Tables that go make room for those that come under their names. */
export function planLosses({ before, after, interfaces, options }: Difference): PlannedStep[] {
  const changed = [
    ...interfaces.removed,
    ...interfaces.added,
    ...interfaces.kept.map((pair) => pair.after),
  ].flatMap((record) => (record.kind === "veth" ? [record.id, record.peer] : []));
  const changes = [...new Set(changed)].map((id) => ({
    id,
    from: lossAt(id, before, options.hasNetem && !options.lostFar.has(id)),
    to: lossAt(id, after, options.hasNetem),
  }));
  const others = changes.filter(({ from, to }) => !isSame(from, to));
  return [
    ...others.flatMap(({ id, from }) => {
      // A namespace that goes takes its tables along.
      if (from === null || after[from.namespace] === undefined) return [];
      return [step(id, after, from, `delete table netdev ${lossTable(from.device)}`)];
    }),
    ...others.flatMap(({ id, to }) => (to === null ? [] : [step(id, after, to, additionOf(to))])),
  ];
}

function lossAt(id: RecordId, topology: Topology, hasNetem: boolean): Loss | null {
  const record = topology[id];
  const far = record?.kind === "veth" ? topology[record.peer] : undefined;
  if (record?.kind !== "veth" || !isInterface(far)) return null;
  const percent = farLossOf(record.quality, hasNetem);
  return percent === null ? null : { namespace: far.namespace, device: far.name, percent };
}

function isSame(one: Loss | null, other: Loss | null): boolean {
  return (
    one?.namespace === other?.namespace && one?.device === other?.device && one?.percent === other?.percent
  );
}

function additionOf({ device, percent }: Loss): string {
  const table = `netdev ${lossTable(device)}`;
  const hook = `type filter hook ingress device "${device}" priority 0; policy accept;`;
  return [
    `add table ${table}`,
    `add chain ${table} ingress { ${hook} }`,
    `add rule ${table} ingress ${lossRule(percent)}`,
  ].join("; ");
}

function step(record: RecordId, after: Topology, { namespace }: Loss, statements: string): PlannedStep {
  return {
    namespace: nameIn(after, namespace),
    tool: "nft",
    argv: [statements],
    reason: statements.startsWith("delete") ? "quality-delete" : "quality-set",
    record,
    phase: "set-qualities",
  };
}
