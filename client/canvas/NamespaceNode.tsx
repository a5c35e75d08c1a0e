import {
  IconBox,
  IconCpu,
  IconDeviceDesktop,
  IconRoute2,
  IconShield,
  IconTerminal2,
} from "@tabler/icons-react";
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { hostId } from "../../shared/names.ts";
import type { RecordId } from "../../shared/topology.ts";
import { connection } from "../connection.ts";
import { setAdminState } from "../gestures/change.ts";
import { openTerminal } from "../panels/dock/terminal-focus.ts";
import { useLab, useLabShallow } from "../store.ts";
import { StateMark } from "../ui/StateMark.tsx";
import { useUi } from "../ui-state.ts";
import { ContainerRow } from "./ContainerRow.tsx";
import { DifferenceMark } from "./DifferenceMark.tsx";
import { EditInPlace } from "./EditInPlace.tsx";
import { InterfaceChip } from "./InterfaceChip.tsx";
import { loopbackState } from "./interface-facts.ts";
import { forwards, hasFirewall, kindOf, type NamespaceKind } from "./node-facts.ts";
import { StrangerChip } from "./StrangerChip.tsx";
import { strangersOf } from "./strangers.ts";
import { NodeFrame } from "./NodeFrame.tsx";
import { saveName } from "./save.ts";
import type { LabNode } from "./to-flow.ts";
import { indexOf } from "./topology-index.ts";
import classes from "./NamespaceNode.module.css";

/** A namespace as a card. Subscribes to its own record; the list above it knows ids only. */
export const NamespaceNode = memo(function NamespaceNode({ id, selected }: NodeProps<LabNode>) {
  const { t } = useTranslation();
  const name = useLab(({ document }) => nameOf(document.topology[id])) ?? "";
  const kind = useLab((lab) => kindOf(lab, id)) ?? "namespace";
  const chips = useLabShallow(({ document }) => indexOf(document.topology).chips.get(id) ?? none) ?? none;
  const containers =
    useLabShallow(({ document }) => indexOf(document.topology).containers.get(id) ?? none) ?? none;
  const strangers = useLabShallow((lab) => strangersOf(lab, id)) ?? [];
  return (
    <NodeFrame
      id={id}
      kind={kind}
      name={name}
      label={t(`canvas.cardLabel.${kind}`, { name, count: chips.length + strangers.length })}
      selected={selected}
      className={classes["card"]}
    >
      <header className={classes["head"]}>
        <KindIcon kind={kind} />
        <Name id={id} name={name} />
        {kind === "host" && <RouterMark />}
        <FirewallMark id={id} />
        <DifferenceMark id={id} />
        <TerminalButton name={name} reachable={selected} />
        <LoopbackChip id={id} reachable={selected} />
      </header>
      <div className={classes["chips"]}>
        {chips.map((chip) => (
          <InterfaceChip key={chip} id={chip} reachable={selected} />
        ))}
        {strangers.map((seen) => (
          <StrangerChip key={seen.name} seen={seen} />
        ))}
        {containers.map((container) => (
          <ContainerRow key={container} id={container} reachable={selected} />
        ))}
        {chips.length + strangers.length + containers.length === 0 && (
          <span className={classes["empty"]}>{t("canvas.onlyLoopback")}</span>
        )}
      </div>
    </NodeFrame>
  );
});

const none: readonly RecordId[] = [];
const icons = {
  host: IconDeviceDesktop,
  router: IconRoute2,
  namespace: IconBox,
  container: IconCpu,
} as const;

function KindIcon({ kind }: { readonly kind: NamespaceKind }) {
  const Icon = icons[kind];
  return <Icon size={18} stroke={1.75} className={classes["icon"]} aria-hidden />;
}

/** Others that forward have the icon of a router; the host keeps its own. */
function RouterMark() {
  const { t } = useTranslation();
  const isRouter = useLab((lab) => forwards(lab, hostId)) ?? false;
  if (!isRouter) return null;
  return (
    <span className={classes["mark"]} title={t("canvas.hostForwards")} data-testid="router-mark">
      <IconRoute2 size={16} stroke={1.75} aria-label={t("canvas.hostForwards")} />
    </span>
  );
}

/** Packets may end here. */
function FirewallMark({ id }: { readonly id: RecordId }) {
  const { t } = useTranslation();
  const isThere = useLab((lab) => hasFirewall(lab, id)) ?? false;
  if (!isThere) return null;
  return (
    <span className={classes["mark"]} title={t("firewall.here")} data-testid="firewall-mark">
      <IconShield size={16} stroke={1.75} aria-label={t("firewall.here")} />
    </span>
  );
}

function Name({ id, name }: { readonly id: RecordId; readonly name: string }) {
  const { t } = useTranslation();
  const isEditing = useUi((ui) => ui.editing?.record === id && ui.editing.field === "name");
  if (isEditing) {
    return (
      <EditInPlace value={name} label={t("canvas.editName", { name })} save={(text) => saveName(id, text)} />
    );
  }
  const edit = () => (id === hostId ? undefined : useUi.getState().edit({ record: id, field: "name" }));
  return (
    <span className={classes["name"]} onDoubleClick={edit} title={name}>
      {id === hostId ? t("canvas.host") : name}
    </span>
  );
}

/** In sight where the pointer is and where something is selected: the name needs the room. */
function TerminalButton({ name, reachable }: { readonly name: string; readonly reachable: boolean }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={`${classes["terminal"] ?? ""} nodrag`}
      data-testid="card-terminal"
      tabIndex={reachable ? 0 : -1}
      title={t("terminals.openHere")}
      aria-label={t("terminals.openIn", { name })}
      onClick={(event) => {
        event.stopPropagation();
        void openTerminal(name);
      }}
    >
      <IconTerminal2 size={15} stroke={1.75} aria-hidden />
    </button>
  );
}

/** lo is born down, and half of the first surprises come from that: it is always in sight, and one click away. */
function LoopbackChip({ id, reachable }: { readonly id: RecordId; readonly reachable: boolean }) {
  const { t } = useTranslation();
  const state = useLab((lab) => loopbackState(lab, id)) ?? "error";
  const next = state === "up" ? "down" : "up";
  return (
    <button
      type="button"
      className={`${classes["loopback"] ?? ""} nodrag`}
      data-testid="loopback"
      data-state={state}
      tabIndex={reachable ? 0 : -1}
      title={t(`canvas.loopback.${state}`)}
      aria-label={t(`canvas.loopback.${state}`)}
      onClick={(event) => {
        event.stopPropagation();
        void connection.sendEdit((topology) => setAdminState(topology, [id], next), [id]);
      }}
    >
      <StateMark state={state === "error" ? "missing" : state} />
      lo
    </button>
  );
}

function nameOf(record: unknown): string {
  return typeof record === "object" && record !== null && "name" in record ? String(record.name) : "";
}
