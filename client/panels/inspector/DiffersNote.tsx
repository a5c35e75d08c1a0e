import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { InterfaceRecord, NamespaceRecord, RecordId } from "../../../shared/topology.ts";
import { interfaceDifference, namespaceDifference } from "../../differences.ts";
import { useLab } from "../../store.ts";
import { TextButton } from "../../ui/TextButton.tsx";
import classes from "./DiffersNote.module.css";
import { restore } from "./update.ts";

/** Above the fields that differ: what the amber lines mean, and one way back for all of them. */
export function DiffersNote({ records }: { readonly records: readonly InterfaceRecord[] }) {
  const { t } = useTranslation();
  const differs =
    useLab((lab) => records.some((record) => interfaceDifference(lab, record) !== null)) ?? false;
  return differs ? <Note title={t("inspector.differs")} ids={records.map(({ id }) => id)} /> : null;
}

/** The same for a namespace, its lo and its routes: somebody may have deleted all of it. */
export function NamespaceNote({ record }: { readonly record: NamespaceRecord }) {
  const { t } = useTranslation();
  const field = useLab((lab) => namespaceDifference(lab, record)?.field);
  if (field === undefined) return null;
  return (
    <Note title={t(field === "missing" ? "inspector.missing" : "inspector.differs")} ids={[record.id]} />
  );
}

/** In the line of an interface. */
export function DiffersSign({ record }: { readonly record: InterfaceRecord }) {
  const { t } = useTranslation();
  const differs = useLab((lab) => interfaceDifference(lab, record) !== null) ?? false;
  return (
    differs && <IconAlertTriangle className={classes["sign"]} size={15} aria-label={t("inspector.differs")} />
  );
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
