import { useTranslation } from "react-i18next";
import {
  recordsOfKind,
  type SingleRecord,
  type Topology,
  type VethRecord,
} from "../../../shared/topology.ts";
import { useLabShallow } from "../../store.ts";
import { SelectField } from "../../ui/fields/SelectField.tsx";
import { restore, update } from "./update.ts";

interface PlacesProps {
  readonly record: VethRecord | SingleRecord;
  readonly observedMaster: string | null | undefined;
}

/** The namespace it is in, and the bridge or bond it belongs to. */
export function Places({ record, observedMaster }: PlacesProps) {
  const { t } = useTranslation();
  const namespaces = useLabShallow((lab) => [...recordsOfKind(lab.document.topology, "namespace")]) ?? [];
  const masters = useLabShallow((lab) => mastersFor(lab.document.topology, record)) ?? [];
  const drawn = masters.find(({ id }) => id === record.master)?.name ?? null;
  const differs = observedMaster !== undefined && observedMaster !== drawn;
  const none = { value: "", label: t("inspector.noMaster") };
  return (
    <>
      <SelectField
        label={t("inspector.namespace")}
        testId="field-namespace"
        value={record.namespace}
        choices={namespaces.map(({ id, name }) => ({ value: id, label: name }))}
        send={(namespace) => update(record.id, { namespace })}
      />
      {/* Without an address of its own, none can be a bridge's port or a bond's member. */}
      {record.macAddress !== null && (
        <SelectField
          label={t("inspector.master")}
          testId="field-master"
          value={record.master ?? ""}
          choices={[none, ...masters.map(({ id, name }) => ({ value: id, label: name }))]}
          kernel={differs ? { value: observedMaster, restore: () => restore(record.id) } : undefined}
          send={(master) => update(record.id, { master: master === "" ? null : master })}
        />
      )}
    </>
  );
}

function mastersFor(topology: Topology, { kind, namespace }: VethRecord | SingleRecord) {
  const bonds = kind === "bond" ? [] : recordsOfKind(topology, "bond");
  return [...recordsOfKind(topology, "bridge"), ...bonds].filter((master) => master.namespace === namespace);
}
