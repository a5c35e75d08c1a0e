import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { InterfaceRecord, NamespaceRecord, RecordId } from "../../../shared/topology.ts";
import { differenceOf } from "../../canvas/interface-facts.ts";
import { observedNamespace, useLab } from "../../store.ts";
import { TextButton } from "../../ui/TextButton.tsx";
import classes from "./DiffersNote.module.css";
import { restore } from "./update.ts";

/** Above the fields that differ: what the amber lines mean, and one way back for all of them. */
export function DiffersNote({ records }: { readonly records: readonly InterfaceRecord[] }) {
  const { t } = useTranslation();
  const differs = useLab((lab) => records.some((record) => differenceOf(lab, record) !== null)) ?? false;
  return differs ? <Note title={t("inspector.differs")} ids={records.map(({ id }) => id)} /> : null;
}

/** A namespace that somebody deleted by hand. */
export function MissingNote({ record }: { readonly record: NamespaceRecord }) {
  const { t } = useTranslation();
  const isMissing =
    useLab((lab) => lab.state.phase === "running" && observedNamespace(lab, record.id) === undefined) ??
    false;
  return isMissing ? <Note title={t("inspector.missing")} ids={[record.id]} /> : null;
}

function Note({ title, ids }: { readonly title: string; readonly ids: readonly RecordId[] }) {
  const { t } = useTranslation();
  return (
    <div className={classes["note"]} role="note" data-testid="differs-note">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <strong>{title}</strong> {t("inspector.differsText")}
        <TextButton testId="restore-all" onClick={() => restore(...ids)}>
          {t("inspector.restoreAll")}
        </TextButton>
      </div>
    </div>
  );
}
