import { IconArrowsJoin, IconHourglass } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { memo, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { isInterface, type RecordId } from "../../shared/topology.ts";
import { useIsPending, useIsSelected, useLab, useLabShallow, useStore } from "../store.ts";
import { memberFacts } from "../bonds.ts";
import { StateMark } from "../ui/StateMark.tsx";
import { useUi } from "../ui-state.ts";
import { kindLooks } from "../panels/inspector/interface-kinds/index.ts";
import { DifferenceMark } from "./DifferenceMark.tsx";
import { EditInPlace } from "./EditInPlace.tsx";
import { addressesOf, dadStateOf, stateOf } from "./interface-facts.ts";
import { kindFacts, type KindFacts } from "./kind-facts.ts";
import { saveAddresses, saveName } from "./save.ts";
import { selectWith } from "./select.ts";
import classes from "./NamespaceNode.module.css";

interface ChipProps {
  readonly id: RecordId;
  /** Only the selected card's chips are in the tab order: hundreds would be in the way. */
  readonly reachable: boolean;
}

/** One interface on its card: state, name, address. Click selects it, double click edits what is under the pointer. */
export const InterfaceChip = memo(function InterfaceChip({ id, reachable }: ChipProps) {
  const { t } = useTranslation();
  const name = useLab(({ document }) => nameOf(document.topology[id])) ?? "";
  const addresses = useLabShallow((lab) => {
    const record = lab.document.topology[id];
    return isInterface(record) ? addressesOf(lab, record) : [];
  });
  const state = useLab((lab) => stateOf(lab, id)) ?? "error";
  const editing = useUi((ui) => (ui.editing?.record === id ? ui.editing.field : null));
  const selected = useIsSelected(id);
  const pending = useIsPending(id);
  const hasProblem = useStore((state) => state.problems.some((shown) => shown.records.includes(id)));
  const facts = useLabShallow((lab) => kindFacts(lab, id));
  const member = useLabShallow((lab) => memberFacts(lab, id));
  const label = [
    t("canvas.interfaceLabel", {
      name,
      state: t(`canvas.states.${state}`),
      addresses: addresses?.join(", ") ?? "",
    }),
    ...(facts ? [kindText(t, facts)] : []),
    ...(member ? [memberText(t, member)] : []),
  ].join(", ");
  return (
    <div
      className={classes["chip"]}
      data-interface={id}
      data-state={state}
      data-selected={selected || undefined}
      data-pending={pending || undefined}
      data-problem={hasProblem || undefined}
    >
      {editing === null ? (
        <button
          type="button"
          className={classes["chipButton"]}
          aria-label={label}
          aria-pressed={selected}
          tabIndex={reachable || selected ? 0 : -1}
          onClick={(event) => select(event, id)}
          onDoubleClick={(event) => editUnder(event, id)}
        >
          <StateMark state={state === "error" ? "missing" : state} />
          {facts && <KindIcon facts={facts} />}
          {member && <MemberIcon member={member} />}
          <span className={classes["chipName"]} data-edit="name">
            {name}
          </span>
          <Addresses id={id} addresses={addresses ?? []} />
        </button>
      ) : (
        <EditInPlace
          value={editing === "name" ? name : (addresses ?? []).join(" ")}
          label={t(editing === "name" ? "canvas.editName" : "canvas.editAddresses", { name })}
          save={(text) => (editing === "name" ? saveName(id, text) : saveAddresses(id, text))}
        />
      )}
      <DifferenceMark id={id} />
    </div>
  );
});

function KindIcon({ facts }: { readonly facts: KindFacts }) {
  const { t } = useTranslation();
  const Icon = kindLooks[facts.kind].icon;
  return (
    <span className={classes["chipKind"]} title={kindText(t, facts)} data-kind={facts.kind}>
      <Icon size={14} stroke={1.75} aria-hidden />
    </span>
  );
}

interface Member {
  readonly bond: string;
  readonly carries: boolean;
}

/** Filled for the one that carries. */
function MemberIcon({ member }: { readonly member: Member }) {
  const { t } = useTranslation();
  return (
    <span className={classes["chipMember"]} title={memberText(t, member)} data-carries={member.carries}>
      <IconArrowsJoin size={14} stroke={2} aria-hidden />
    </span>
  );
}

function memberText(t: TFunction, { bond, carries }: Member): string {
  const state = t(carries ? "interfaces.carries" : "interfaces.standsBy");
  return t("canvas.memberOf", { bond, state });
}

function kindText(t: TFunction, { kind, lower }: KindFacts): string {
  const word = t(`interfaceKinds.${kind}.name`);
  return lower === "" ? word : t("canvas.kindOn", { kind: word, lower });
}

interface AddressesProps {
  readonly id: RecordId;
  readonly addresses: readonly string[];
}

function Addresses({ id, addresses }: AddressesProps) {
  const { t } = useTranslation();
  const dadState = useLab((lab) => {
    const record = lab.document.topology[id];
    return isInterface(record) ? dadStateOf(lab, record) : null;
  });
  const [first, ...more] = addresses;
  return (
    <span className={classes["chipAddress"]} data-edit="addresses" data-dad={dadState ?? undefined}>
      {dadState === "tentative" && (
        <IconHourglass className={classes["tentative"]} size={13} aria-label={t("canvas.dad.tentative")} />
      )}
      {first ?? "–"}
      {more.length > 0 && <span className={classes["more"]}> +{more.length}</span>}
    </span>
  );
}

function select(event: MouseEvent, id: RecordId): void {
  event.stopPropagation();
  selectWith(event, [id]);
}

function editUnder(event: MouseEvent, record: RecordId): void {
  event.stopPropagation();
  const part =
    event.target instanceof Element ? event.target.closest("[data-edit]")?.getAttribute("data-edit") : null;
  if (useStore.getState().connection === "live") {
    useUi.getState().edit({ record, field: part === "addresses" ? "addresses" : "name" });
  }
}

function nameOf(record: unknown): string {
  return typeof record === "object" && record !== null && "name" in record ? String(record.name) : "";
}
