import { IconTopologyBus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { BridgeRecord } from "../../../shared/topology.ts";
import { useLab } from "../../store.ts";
import { NumberField } from "../../ui/fields/NumberField.tsx";
import { SwitchField } from "../../ui/fields/SwitchField.tsx";
import { BridgeNetfilter } from "./BridgeNetfilter.tsx";
import { DiffersNote } from "./DiffersNote.tsx";
import classes from "./Fields.module.css";
import { Header } from "./Header.tsx";
import { InterfaceFields } from "./InterfaceFields.tsx";
import { KernelWords } from "./KernelWords.tsx";
import { LoopNote } from "./LoopNote.tsx";
import { Members } from "./Members.tsx";
import { Ports, usePorts } from "./Ports.tsx";
import { QualitySection } from "./QualitySection.tsx";
import { SourceChecks } from "./SourceChecks.tsx";
import { TrafficTable } from "./TrafficTable.tsx";
import { VlanFields } from "./VlanFields.tsx";
import { VlanTable } from "./VlanTable.tsx";
import { restore, update } from "./update.ts";
import { useNameOf, useObservedInterface } from "./use-observed.ts";

export function BridgeInspector({ record }: { readonly record: BridgeRecord }) {
  const { t } = useTranslation();
  const namespace = useNameOf(record.namespace);
  const observed = useObservedInterface(record);
  const ports = usePorts(record);
  return (
    <>
      <Header
        icon={IconTopologyBus}
        kind={`${t("common.kinds.bridge")} · ${namespace}`}
        title={record.name}
      />
      <DiffersNote records={[record, ...ports]} />
      <LoopNote id={record.id} />
      <div className={classes["fields"]}>
        <InterfaceFields record={record} observed={observed} />
        <BridgeOptions record={record} />
        <VlanFields record={record} />
      </div>
      <Members bridge={record.id} />
      <Ports ports={ports} />
      {record.vlanFiltering && <VlanTable interfaces={[record, ...ports]} />}
      <BridgeNetfilter record={record} />
      <QualitySection records={[record]} />
      <SourceChecks namespace={record.namespace} of={record.name} />
      <KernelWords observed={observed} />
      <TrafficTable namespace={namespace} name={record.name} />
    </>
  );
}

function BridgeOptions({ record }: { readonly record: BridgeRecord }) {
  const { t } = useTranslation();
  const { id, stp, ageingTimeSeconds } = record;
  const now = useObservedInterface(record)?.bridge ?? null;
  const back = () => restore(id);
  const stpDiffers = now !== null && now.stp !== stp;
  const hasVlans = useLab(({ capabilities }) => capabilities["bridgeVlanFiltering"] !== false) ?? true;
  const filteringDiffers = now !== null && now.vlanFiltering !== record.vlanFiltering;
  const ageingDiffers = now !== null && now.ageingTimeSeconds !== ageingTimeSeconds;
  return (
    <>
      <SwitchField
        label={t("inspector.stp")}
        testId="field-stp"
        value={stp}
        word={t(stp ? "common.on" : "common.off")}
        kernel={stpDiffers ? { value: t(now.stp ? "common.on" : "common.off"), restore: back } : undefined}
        send={(value) => update(id, { stp: value })}
      />
      <SwitchField
        label={t("inspector.vlanFiltering")}
        testId="field-vlan-filtering"
        value={record.vlanFiltering}
        word={t(
          hasVlans ? (record.vlanFiltering ? "common.on" : "common.off") : "interfaces.whyNot.not-in-kernel",
        )}
        disabled={!hasVlans && !record.vlanFiltering}
        kernel={
          filteringDiffers
            ? { value: t(now.vlanFiltering ? "common.on" : "common.off"), restore: back }
            : undefined
        }
        send={(value) => update(id, { vlanFiltering: value })}
      />
      <SwitchField
        label={t("inspector.resolvesNames")}
        testId="field-resolves-names"
        value={record.resolvesNames}
        word={t(record.resolvesNames ? "inspector.namesOn" : "inspector.namesOff")}
        send={(value) => update(id, { resolvesNames: value })}
      />
      <NumberField
        label={t("inspector.ageing")}
        testId="field-ageing"
        value={ageingTimeSeconds}
        kernel={ageingDiffers ? { value: String(now.ageingTimeSeconds), restore: back } : undefined}
        send={(value) => update(id, { ageingTimeSeconds: value })}
      />
    </>
  );
}
