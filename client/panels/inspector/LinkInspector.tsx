import { IconLine } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { VethRecord } from "../../../shared/topology.ts";
import { StateMark } from "../../ui/StateMark.tsx";
import { interfaceState } from "../interface-state.ts";
import { DiffersNote } from "./DiffersNote.tsx";
import classes from "./Fields.module.css";
import { Header } from "./Header.tsx";
import { KernelWords } from "./KernelWords.tsx";
import { LoopNote } from "./LoopNote.tsx";
import { QualitySection } from "./QualitySection.tsx";
import { SourceChecks } from "./SourceChecks.tsx";
import { TrafficTable } from "./TrafficTable.tsx";
import { useNameOf, useObservedInterface } from "./use-observed.ts";
import { VethFields } from "./VethFields.tsx";

/** A veth pair: both ends side by side. */
export function LinkInspector({ ends }: { readonly ends: readonly [VethRecord, VethRecord] }) {
  const { t } = useTranslation();
  const [left, right] = ends;
  const title = `${useNameOf(left.namespace)} – ${useNameOf(right.namespace)}`;
  return (
    <>
      <Header icon={IconLine} kind={`${t("common.kinds.link")} · veth`} title={title} />
      <DiffersNote records={ends} />
      <LoopNote id={left.id} />
      <div className={classes["ends"]}>
        <End record={left} />
        <End record={right} />
      </div>
      <QualitySection records={ends} />
      <EndFigures record={left} />
      <EndFigures record={right} />
    </>
  );
}

function End({ record }: { readonly record: VethRecord }) {
  const namespace = useNameOf(record.namespace);
  const observed = useObservedInterface(record);
  return (
    <section aria-label={`${namespace} ${record.name}`} data-testid="link-end">
      <p className={classes["endName"]}>
        <StateMark state={interfaceState(observed)} />
        <EndName namespace={namespace} name={record.name} />
      </p>
      <VethFields record={record} />
    </section>
  );
}

function EndFigures({ record }: { readonly record: VethRecord }) {
  const namespace = useNameOf(record.namespace);
  const observed = useObservedInterface(record);
  return (
    <section aria-label={`${namespace} ${record.name}`}>
      <p className={classes["endName"]}>
        <EndName namespace={namespace} name={record.name} />
      </p>
      <SourceChecks namespace={record.namespace} of={record.name} />
      <KernelWords observed={observed} />
      <TrafficTable namespace={namespace} name={record.name} />
    </section>
  );
}

function EndName({ namespace, name }: { readonly namespace: string; readonly name: string }) {
  const text = `${namespace} · ${name}`;
  return <span title={text}>{text}</span>;
}
