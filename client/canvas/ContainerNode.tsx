import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { IconCpu } from "@tabler/icons-react";
import { useLabShallow } from "../store.ts";
import { useUi } from "../ui-state.ts";
import { ContainerSwitch } from "./ContainerSwitch.tsx";
import { containerFacts } from "./container-facts.ts";
import { EditInPlace } from "./EditInPlace.tsx";
import { NodeFrame } from "./NodeFrame.tsx";
import { saveName } from "./save.ts";
import type { LabNode } from "./to-flow.ts";
import classes from "./NamespaceNode.module.css";
import own from "./Container.module.css";

/** A container whose stack is not there: it is stopped. One that runs is drawn on the card of its stack. */
export const ContainerNode = memo(function ContainerNode({ id, selected }: NodeProps<LabNode>) {
  const { t } = useTranslation();
  const facts = useLabShallow((lab) => containerFacts(lab, id));
  const isEditing = useUi((ui) => ui.editing?.record === id);
  if (facts === undefined) return null;
  const { name, state, command } = facts;
  const word = t(`canvas.containerStates.${state}`);
  return (
    <NodeFrame
      id={id}
      kind="container"
      name={name}
      label={t("canvas.containerLabel", { name, state: word, command })}
      selected={selected}
      className={`${classes["card"] ?? ""} ${own["stopped"] ?? ""}`}
      data={{ "data-state": state }}
    >
      <header className={classes["head"]}>
        <IconCpu size={18} stroke={1.75} className={classes["icon"]} aria-hidden />
        {isEditing ? (
          <EditInPlace
            value={name}
            label={t("canvas.editName", { name })}
            save={(text) => saveName(id, text)}
          />
        ) : (
          <span
            className={classes["name"]}
            onDoubleClick={() => useUi.getState().edit({ record: id, field: "name" })}
            title={name}
          >
            {name}
          </span>
        )}
        <ContainerSwitch id={id} name={name} state={state} reachable={selected} />
      </header>
      <div className={classes["chips"]}>
        <span className={classes["empty"]}>
          {word} · <span className={own["command"]}>{command}</span>
        </span>
      </div>
    </NodeFrame>
  );
});
