import { IconArrowBarToDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { hostId } from "../../../shared/names.ts";
import {
  interfacesOf,
  isInterface,
  isSingle,
  namespaceOf,
  type SingleRecord,
  type Topology,
} from "../../../shared/topology.ts";
import { useLab, useLabShallow } from "../../store.ts";
import { SelectField } from "../../ui/fields/SelectField.tsx";
import { Jump } from "./Jump.tsx";
import { update } from "./update.ts";
import { useNameOf } from "./use-observed.ts";

/** The interface that it is on, which can be another one; a click goes there. */
export function LowerFields({ record }: { readonly record: SingleRecord }) {
  const { t } = useTranslation();
  const id = record.lower ?? "";
  const lower = useLab(({ document }) => document.topology[id]);
  const namespace = useNameOf(isInterface(lower) ? lower.namespace : id);
  const others = useLabShallow(({ document }) => othersFor(document.topology, record)) ?? [];
  const names =
    useLabShallow(({ document }) => others.map((other) => labelOf(document.topology, other))) ?? [];
  if (!isInterface(lower)) return null;
  return (
    <>
      <SelectField
        label={t("interfaces.lower")}
        testId="field-lower"
        value={id}
        choices={others.map((value, index) => ({ value, label: names[index] ?? value }))}
        send={(chosen) => update(record.id, { lower: chosen })}
      />
      <Jump
        to={id}
        name={`${namespace} · ${lower.name}`}
        detail={lower.addresses[0] ?? ""}
        mark={<IconArrowBarToDown size={14} aria-hidden />}
        testId="lower"
      />
    </>
  );
}

/** Ends of links and bridges, where it is, where the one is that it is on, and in the lab's host; that one in any case. */
function othersFor(topology: Topology, { namespace, lower }: SingleRecord): readonly string[] {
  const now = lower === null ? undefined : topology[lower];
  const places = new Set([...(isInterface(now) ? [now.namespace] : []), namespace, hostId]);
  const there = [...places].flatMap((place) => [...interfacesOf(topology, place)]);
  return there.filter((other) => !isSingle(other) || other === now).map(({ id }) => id);
}

function labelOf(topology: Topology, id: string): string {
  const record = topology[id];
  return isInterface(record) ? `${namespaceOf(topology, record.namespace).name} · ${record.name}` : id;
}
