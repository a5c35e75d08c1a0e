import { IconPlugConnected } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { VethRecord } from "../../../shared/topology.ts";
import { DiffersNote } from "./DiffersNote.tsx";
import { Header } from "./Header.tsx";
import { KernelWords } from "./KernelWords.tsx";
import classes from "./Fields.module.css";
import { LoopNote } from "./LoopNote.tsx";
import { PeerJump } from "./PeerJump.tsx";
import { QualitySection } from "./QualitySection.tsx";
import { SourceChecks } from "./SourceChecks.tsx";
import { TrafficTable } from "./TrafficTable.tsx";
import { useNameOf, useObservedInterface } from "./use-observed.ts";
import { VethFields } from "./VethFields.tsx";

export function VethInspector({ record }: { readonly record: VethRecord }) {
  const { t } = useTranslation();
  const namespace = useNameOf(record.namespace);
  const observed = useObservedInterface(record);
  return (
    <>
      <Header
        icon={IconPlugConnected}
        kind={`${t("common.kinds.veth")} · veth`}
        title={`${namespace} · ${record.name}`}
      />
      <DiffersNote records={[record]} />
      <LoopNote id={record.id} />
      <VethFields record={record} />
      <div className={classes["fields"]}>
        <PeerJump record={record} />
      </div>
      <QualitySection records={[record]} />
      <SourceChecks namespace={record.namespace} of={record.name} />
      <KernelWords observed={observed} />
      <TrafficTable namespace={namespace} name={record.name} />
    </>
  );
}
