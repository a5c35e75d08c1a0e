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

/** The namespace it is in, and the bridge it is a port of. */
export function Places({ record, observedMaster }: PlacesProps) {
  const { t } = useTranslation();
  const namespaces = useLabShallow((lab) => [...recordsOfKind(lab.document.topology, "namespace")]) ?? [];
  const bridges = useLabShallow((lab) => bridgesIn(lab.document.topology, record.namespace)) ?? [];
  const drawn = bridges.find((bridge) => bridge.id === record.master)?.name ?? null;
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
      {/* Without an address of its own, none can be a bridge's port. */}
      {record.macAddress !== null && (
        <SelectField
          label={t("inspector.master")}
          testId="field-master"
          value={record.master ?? ""}
          choices={[none, ...bridges.map(({ id, name }) => ({ value: id, label: name }))]}
          kernel={differs ? { value: observedMaster, restore: () => restore(record.id) } : undefined}
          send={(master) => update(record.id, { master: master === "" ? null : master })}
        />
      )}
    </>
  );
}

function bridgesIn(topology: Topology, namespace: string) {
  return [...recordsOfKind(topology, "bridge")].filter((bridge) => bridge.namespace === namespace);
}
