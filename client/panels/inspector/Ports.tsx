import { useTranslation } from "react-i18next";
import { recordsOfKind, type BridgeRecord, type VethRecord } from "../../../shared/topology.ts";
import { useLab, useLabShallow } from "../../store.ts";
import { Section } from "../../ui/Section.tsx";
import { StateMark } from "../../ui/StateMark.tsx";
import { isDetached } from "../../canvas/interface-facts.ts";
import { interfaceState } from "../interface-state.ts";
import { DiffersSign } from "./DiffersNote.tsx";
import classes from "./Fields.module.css";
import { Jump } from "./Jump.tsx";
import { useNameOf, useObservedInterface } from "./use-observed.ts";

export function usePorts(bridge: BridgeRecord): readonly VethRecord[] {
  return (
    useLabShallow(({ document }) =>
      [...recordsOfKind(document.topology, "veth")].filter((veth) => veth.master === bridge.id),
    ) ?? []
  );
}

/** A bridge's ports with the state the kernel gives each (disabled, listening, learning, forwarding, blocking). */
export function Ports({ ports }: { readonly ports: readonly VethRecord[] }) {
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

function Port({ record }: { readonly record: VethRecord }) {
  const { t } = useTranslation();
  const observed = useObservedInterface(record);
  const peer = useLab((lab) => lab.document.topology[record.peer]);
  const isOff = useLab((lab) => isDetached(lab, record)) ?? false;
  const behind = useNameOf(peer?.kind === "veth" ? peer.namespace : record.peer);
  const seen = observed?.bridgePort?.state;
  const state = portStates.find((known) => known === seen);
  const unknown = seen ?? t("inspector.interfaceState.missing");
  const word = state === undefined ? unknown : t(`inspector.portState.${state}`);
  return (
    <li>
      <Jump
        to={record.id}
        name={record.name}
        detail={`→ ${behind} · ${isOff ? t("inspector.notPort") : word}`}
        mark={<StateMark state={isOff ? "missing" : interfaceState(observed)} />}
        tail={<DiffersSign record={record} />}
        testId="port"
      />
    </li>
  );
}
