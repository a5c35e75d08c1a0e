import { useTranslation } from "react-i18next";
import type { SingleRecord } from "../../../shared/topology.ts";
import { DiffersNote } from "./DiffersNote.tsx";
import classes from "./Fields.module.css";
import { Header } from "./Header.tsx";
import { InterfaceFields } from "./InterfaceFields.tsx";
import { kindLooks } from "./interface-kinds/index.ts";
import { KernelWords } from "./KernelWords.tsx";
import { KindFields } from "./KindFields.tsx";
import { LowerFields } from "./LowerFields.tsx";
import { Places } from "./Places.tsx";
import { QualitySection } from "./QualitySection.tsx";
import { SourceChecks } from "./SourceChecks.tsx";
import { TrafficTable } from "./TrafficTable.tsx";
import { TunnelJumps } from "./TunnelJumps.tsx";
import { VlanFields } from "./VlanFields.tsx";
import { useNameOf, useObservedInterface } from "./use-observed.ts";

/** An interface that is one record by itself. */
export function SingleInspector({ record }: { readonly record: SingleRecord }) {
  const { t } = useTranslation();
  const namespace = useNameOf(record.namespace);
  const observed = useObservedInterface(record);
  const { icon, More } = kindLooks[record.kind];
  return (
    <>
      <Header
        icon={icon}
        kind={`${t(`interfaceKinds.${record.kind}.name`)} · ${record.kind}`}
        title={`${namespace} · ${record.name}`}
      />
      <DiffersNote records={[record]} />
      <p className={`${classes["fields"] ?? ""} ${classes["note"] ?? ""}`}>
        {t(`interfaceKinds.${record.kind}.help`)}
      </p>
      <div className={classes["fields"]}>
        <InterfaceFields record={record} observed={observed} />
        <KindFields record={record} observed={observed} />
        <Places record={record} observedMaster={observed?.master} />
        {record.master !== null && <VlanFields record={record} />}
        {record.lower !== null && <LowerFields record={record} />}
        <TunnelJumps record={record} />
      </div>
      {More !== undefined && <More record={record} />}
      <QualitySection records={[record]} />
      <SourceChecks namespace={record.namespace} of={record.name} />
      <KernelWords observed={observed} />
      <TrafficTable namespace={namespace} name={record.name} />
    </>
  );
}
