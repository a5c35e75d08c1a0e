import { useTranslation } from "react-i18next";
import {
  canBePort,
  namespaceOf,
  type BridgeRecord,
  type SingleRecord,
  type Topology,
  type VethRecord,
} from "../../../shared/topology.ts";
import { useLab, useLabShallow } from "../../store.ts";
import { Section } from "../../ui/Section.tsx";
import { StateMark } from "../../ui/StateMark.tsx";
import { isDetached } from "../../canvas/interface-facts.ts";
import { interfaceState } from "../interface-state.ts";
import { DiffersSign } from "./DiffersNote.tsx";
import classes from "./Fields.module.css";
import { Jump } from "./Jump.tsx";
import { useObservedInterface } from "./use-observed.ts";

type PortRecord = VethRecord | SingleRecord;

export function usePorts(bridge: BridgeRecord): readonly PortRecord[] {
  return (
    useLabShallow(({ document }) =>
      Object.values(document.topology)
        .filter(canBePort)
        .filter(({ master }) => master === bridge.id),
    ) ?? []
  );
}

/** A bridge's ports with the state the kernel gives each (disabled, listening, learning, forwarding, blocking). */
export function Ports({ ports }: { readonly ports: readonly PortRecord[] }) {
  const { t } = useTranslation();
  return (
    <Section title={t("inspector.ports")} note={ports.length} testId="ports">
      {ports.length === 0 && <p className={classes["note"]}>{t("inspector.noPorts")}</p>}
      <ul className={classes["list"]}>
        {ports.map((port) => (
          <Port key={port.id} record={port} />
        ))}
      </ul>
    </Section>
  );
}

const portStates = ["disabled", "listening", "learning", "forwarding", "blocking"] as const;

function Port({ record }: { readonly record: PortRecord }) {
  const { t } = useTranslation();
  const observed = useObservedInterface(record);
  const isOff = useLab((lab) => isDetached(lab, record)) ?? false;
  const behind = useLab(({ document }) => nameBehind(document.topology, record)) ?? "";
  const seen = observed?.bridgePort?.state;
  const state = portStates.find((known) => known === seen);
  const unknown = seen ?? t("inspector.interfaceState.missing");
  const word = state === undefined ? unknown : t(`inspector.portState.${state}`);
  return (
    <li>
      <Jump
        to={record.id}
        name={record.name}
        detail={`${behind} · ${isOff ? t("inspector.notPort") : word}`}
        mark={<StateMark state={isOff ? "missing" : interfaceState(observed)} />}
        tail={<DiffersSign record={record} />}
        testId="port"
      />
    </li>
  );
}

/** The namespace at the other end of a pair; of another port, its kind. */
function nameBehind(topology: Topology, record: PortRecord): string {
  if (record.kind !== "veth") return record.kind;
  const peer = topology[record.peer];
  return peer?.kind === "veth" ? `→ ${namespaceOf(topology, peer.namespace).name}` : "";
}
