import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { InterfaceRecord } from "../../../shared/topology.ts";
import { differenceOf } from "../../canvas/interface-facts.ts";
import { useLab } from "../../store.ts";
import classes from "./DiffersNote.module.css";
import { restore } from "./update.ts";

/** Above the fields that differ: what the amber lines mean, and one way back for all of them. */
export function DiffersNote({ record }: { readonly record: InterfaceRecord }) {
  const { t } = useTranslation();
  const differs = useLab((lab) => differenceOf(lab, record) !== null) ?? false;
  if (!differs) return null;
  return (
    <div className={classes["note"]} role="note" data-testid="differs-note">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <strong>{t("inspector.differs")}</strong> {t("inspector.differsText")}
        <button type="button" data-testid="restore-all" onClick={() => restore(record.id)}>
          {t("inspector.restoreAll")}
        </button>
      </div>
    </div>
  );
}
