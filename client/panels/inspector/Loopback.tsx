import { useTranslation } from "react-i18next";
import type { ObservedInterface } from "../../../shared/observed.ts";
import type { AdminState, NamespaceRecord, Topology } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import { Section } from "../../ui/Section.tsx";
import { Addresses } from "./Addresses.tsx";
import classes from "./Fields.module.css";
import { StateField } from "./StateField.tsx";
import { restore } from "./update.ts";

interface LoopbackProps {
  readonly record: NamespaceRecord;
  readonly observed: ObservedInterface | undefined;
}

export function Loopback({ record, observed }: LoopbackProps) {
  const { t } = useTranslation();
  const { adminState, addresses } = record.loopback;
  const setState = (state: AdminState) =>
    connection.sendEdit((topology) => setLoopback(topology, record.id, state), [record.id]);
  return (
    <Section title={t("inspector.loopback")} note={t(`common.${adminState}`)} testId="loopback">
      <StateField
        adminState={adminState}
        observed={observed}
        restore={() => restore(record.id)}
        testId="field-loopback"
        send={setState}
      />
      {adminState === "down" && <p className={classes["note"]}>{t("inspector.loopbackDown")}</p>}
      <h4 className={classes["label"]}>{t("inspector.addresses")}</h4>
      <Addresses id={record.id} drawn={addresses} observed={observed} />
    </Section>
  );
}

function setLoopback(topology: Topology, id: string, adminState: AdminState) {
  const record = topology[id];
  if (record?.kind !== "namespace") return null;
  return { op: "update", id, changes: { loopback: { ...record.loopback, adminState } } } as const;
}
