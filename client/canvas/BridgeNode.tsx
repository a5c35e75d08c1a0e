import { IconTopologyBus } from "@tabler/icons-react";
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "../../shared/topology.ts";
import { useLab, useLabShallow } from "../store.ts";
import { StateMark } from "../ui/StateMark.tsx";
import { useUi } from "../ui-state.ts";
import { DifferenceMark } from "./DifferenceMark.tsx";
import { EditInPlace } from "./EditInPlace.tsx";
import { LoopMark } from "./LoopMark.tsx";
import { bridgeFacts } from "./node-facts.ts";
import { NodeFrame } from "./NodeFrame.tsx";
import { saveAddresses, saveName } from "./save.ts";
import type { LabNode } from "./to-flow.ts";
import { indexOf } from "./topology-index.ts";
import classes from "./BridgeNode.module.css";

/** A bridge as a bar; its ports are drawn where the links meet it. */
export const BridgeNode = memo(function BridgeNode({ id, selected }: NodeProps<LabNode>) {
  const { t } = useTranslation();
  const facts = useLabShallow((lab) => bridgeFacts(lab, id));
  const ports = useLab(({ document }) => indexOf(document.topology).ports.get(id)?.length ?? 0) ?? 0;
  if (facts === undefined) return null;
  const { name, state, address, stp, namespace } = facts;
  return (
    <NodeFrame
      id={id}
      kind="bridge"
      name={name}
      label={t("canvas.cardLabel.bridge", {
        name,
        count: ports,
        state: t(`canvas.states.${state}`),
        address,
      })}
      selected={selected}
      className={classes["bar"]}
      data={{ "data-interface": id, "data-state": state }}
    >
      <IconTopologyBus size={20} stroke={1.75} className={classes["icon"]} aria-hidden />
      <div className={classes["text"]}>
        <NameLine id={id} name={name} state={state} stp={stp} namespace={namespace} />
        <Address id={id} address={address} name={name} />
      </div>
    </NodeFrame>
  );
});

type NameLineProps = { readonly id: RecordId } & Omit<ReturnType<typeof bridgeFacts>, "address">;

function NameLine({ id, name, state, stp, namespace }: NameLineProps) {
  const { t } = useTranslation();
  const isEditing = useUi((ui) => ui.editing?.record === id && ui.editing.field === "name");
  if (isEditing) {
    return (
      <EditInPlace value={name} label={t("canvas.editName", { name })} save={(text) => saveName(id, text)} />
    );
  }
  return (
    <div className={classes["line"]}>
      <StateMark state={state === "error" ? "missing" : state} />
      <span
        className={classes["name"]}
        onDoubleClick={() => useUi.getState().edit({ record: id, field: "name" })}
      >
        {name}
      </span>
      {namespace !== "" && (
        <span className={classes["mark"]} title={t("canvas.inNamespace", { name: namespace })}>
          {namespace}
        </span>
      )}
      {stp && <span className={classes["mark"]}>STP</span>}
      <LoopMark bridge={id} />
      <DifferenceMark id={id} />
    </div>
  );
}

interface AddressProps {
  readonly id: RecordId;
  readonly name: string;
  readonly address: string;
}

function Address({ id, name, address }: AddressProps) {
  const { t } = useTranslation();
  const isEditing = useUi((ui) => ui.editing?.record === id && ui.editing.field === "addresses");
  if (isEditing) {
    const label = t("canvas.editAddresses", { name });
    return <EditInPlace value={address} label={label} save={(text) => saveAddresses(id, text)} />;
  }
  const edit = () => useUi.getState().edit({ record: id, field: "addresses" });
  return (
    <span className={classes["address"]} data-empty={address === "" || undefined} onDoubleClick={edit}>
      {address === "" ? t("canvas.noAddress") : address}
    </span>
  );
}
