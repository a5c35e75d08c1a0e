import { IconSelectAll } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { isSingleKind, type RecordId, type Topology } from "../../../shared/topology.ts";
import { singleKinds } from "../../gestures/interface-kinds/index.ts";
import { actions } from "../../actions/index.ts";
import type { ActionId } from "../../actions/ids.ts";
import { useLabShallow } from "../../store.ts";
import { ActionLine } from "../../ui/ActionLine.tsx";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { Section } from "../../ui/Section.tsx";
import classes from "./Fields.module.css";
import { Header } from "./Header.tsx";

const offered: ReadonlySet<ActionId> = new Set<ActionId>([
  "duplicate",
  "copy",
  "toggle-state",
  "restore",
  "delete",
]);
const kinds = ["namespace", "bridge", "veth", "route", ...singleKinds] as const;

/** More than one thing: how many of each kind, and what can be done with them all. */
export function SeveralInspector({ ids }: { readonly ids: readonly RecordId[] }) {
  const { t } = useTranslation();
  const counts = useLabShallow((lab) => countKinds(lab.document.topology, ids)) ?? [];
  const arranging = actions.filter((action) => action.group === "arrange");
  const editing = actions.filter((action) => offered.has(action.id));
  return (
    <>
      <Header
        icon={IconSelectAll}
        kind={t("inspector.label")}
        title={t("inspector.selected", { count: ids.length })}
      />
      <div className={classes["fields"]}>
        <ul className={classes["kinds"]} data-testid="selected-kinds">
          {kinds.map((kind, at) => {
            const count = counts[at] ?? 0;
            if (count === 0) return null;
            return <li key={kind}>{t("inspector.ofKind", { kind: wordFor(t, kind), count })}</li>;
          })}
        </ul>
        <div>
          {editing.map((action) => (
            <ActionLine key={action.id} action={action} />
          ))}
        </div>
      </div>
      <Section title={t("inspector.arrange")}>
        <div className={classes["actions"]}>
          {arranging.map((action) => (
            <ActionButton key={action.id} action={action} />
          ))}
        </div>
      </Section>
    </>
  );
}

function wordFor(t: TFunction, kind: (typeof kinds)[number]): string {
  return t(isSingleKind(kind) ? `interfaceKinds.${kind}.name` : `common.kinds.${kind}`);
}

function countKinds(topology: Topology, ids: readonly RecordId[]): number[] {
  return kinds.map((kind) => ids.filter((id) => topology[id]?.kind === kind).length);
}
