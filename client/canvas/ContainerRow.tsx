import { IconCpu } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "../../shared/topology.ts";
import { useIsPending, useIsSelected, useLabShallow, useStore } from "../store.ts";
import { useUi } from "../ui-state.ts";
import { ContainerSwitch } from "./ContainerSwitch.tsx";
import { containerFacts } from "./container-facts.ts";
import { EditInPlace } from "./EditInPlace.tsx";
import { saveName } from "./save.ts";
import { selectWith } from "./select.ts";
import classes from "./NamespaceNode.module.css";
import own from "./Container.module.css";

interface ContainerRowProps {
  readonly id: RecordId;
  readonly reachable: boolean;
}

/** A container on the card whose stack it uses: two on one card share it. */
export const ContainerRow = memo(function ContainerRow({ id, reachable }: ContainerRowProps) {
  const { t } = useTranslation();
  const facts = useLabShallow((lab) => containerFacts(lab, id));
  const selected = useIsSelected(id);
  const pending = useIsPending(id);
  const isEditing = useUi((ui) => ui.editing?.record === id);
  const hasProblem = useStore((state) => state.problems.some((shown) => shown.records.includes(id)));
  if (facts === undefined) return null;
  const { name, state, command, ports, pid } = facts;
  const number = pid === null ? "" : `pid ${pid}`;
  return (
    <div
      className={`${classes["chip"] ?? ""} ${own["row"] ?? ""}`}
      data-container={id}
      data-name={name}
      data-state={state}
      data-selected={selected || undefined}
      data-pending={pending || undefined}
      data-problem={hasProblem || undefined}
    >
      {isEditing ? (
        <EditInPlace
          value={name}
          label={t("canvas.editName", { name })}
          save={(text) => saveName(id, text)}
        />
      ) : (
        <button
          type="button"
          className={classes["chipButton"]}
          aria-label={t("canvas.containerLabel", {
            name,
            state: t(`canvas.containerStates.${state}`),
            command: ports === "" ? command : `${command}, ${ports}`,
          })}
          aria-pressed={selected}
          tabIndex={reachable || selected ? 0 : -1}
          title={command}
          onClick={(event) => {
            event.stopPropagation();
            selectWith(event, [id]);
          }}
          onDoubleClick={(event) => {
            event.stopPropagation();
            useUi.getState().edit({ record: id, field: "name" });
          }}
        >
          <IconCpu size={14} stroke={1.75} className={own["icon"]} aria-hidden />
          <span className={own["name"]}>{name}</span>
          {ports !== "" && (
            <span className={own["ports"]} title={t("canvas.containerPorts", { ports })}>
              {ports}
            </span>
          )}
          <span className={classes["chipAddress"]}>{number || t(`canvas.containerStates.${state}`)}</span>
        </button>
      )}
      <ContainerSwitch id={id} name={name} state={state} reachable={reachable || selected} />
    </div>
  );
});
