import { IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "../../shared/topology.ts";
import { switchContainer } from "../actions/container.ts";
import type { ContainerState } from "./container-facts.ts";
import own from "./Container.module.css";

interface ContainerSwitchProps {
  readonly id: RecordId;
  readonly name: string;
  readonly state: ContainerState;
  readonly reachable: boolean;
}

/** Starts or stops it. */
export function ContainerSwitch({ id, name, state, reachable }: ContainerSwitchProps) {
  const { t } = useTranslation();
  const verb = state === "stopped" ? "start" : "stop";
  const Icon = verb === "start" ? IconPlayerPlay : IconPlayerStop;
  const label = t(`canvas.containerVerbs.${verb}`, { name });
  return (
    <button
      type="button"
      className={`${own["switch"] ?? ""} nodrag`}
      data-testid={`container-${verb}`}
      tabIndex={reachable ? 0 : -1}
      title={label}
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation();
        void switchContainer(id, verb);
      }}
    >
      <Icon size={14} stroke={1.75} aria-hidden />
    </button>
  );
}
