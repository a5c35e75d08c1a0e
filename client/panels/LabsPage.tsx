import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../store.ts";
import classes from "./LabsPage.module.css";
import { DropLab } from "./labs/DropLab.tsx";
import { EmptyLabs } from "./labs/EmptyLabs.tsx";
import { ImportReport } from "./labs/ImportReport.tsx";
import { LabCard } from "./labs/LabCard.tsx";
import { useUndelete } from "./labs/delete-with-undo.tsx";
import { LabsHeader } from "./labs/LabsHeader.tsx";
import { useLabs } from "./labs/use-labs.ts";

/** All labs of this server: open, make, bring and take away. */
export function LabsPage() {
  const { t } = useTranslation();
  const { readAt, isLost } = useLabs();
  const labs = useStore((state) => state.labs);
  useUndelete();
  const [search, setSearch] = useState("");
  useEffect(() => {
    document.title = `${t("labs.title")} – Vethlab`;
  }, [t]);
  const wanted = search.trim().toLowerCase();
  const found = labs
    .filter((lab) => lab.name.toLowerCase().includes(wanted))
    .toSorted((a, b) => b.changedAt - a.changedAt);
  return (
    <DropLab>
      <main className={classes["page"]} data-testid="labs-page">
        <LabsHeader search={search} setSearch={setSearch} hasLabs={labs.length > 0} isLost={isLost} />
        {readAt === null && labs.length === 0 && !isLost && (
          <p className={classes["none"]}>{t("labs.loading")}</p>
        )}
        {readAt !== null && labs.length === 0 && <EmptyLabs />}
        {labs.length > 0 && found.length === 0 && (
          <p className={classes["none"]}>{t("labs.noneFound", { search })}</p>
        )}
        <ul className={classes["labs"]}>
          {found.map((lab) => (
            <LabCard key={lab.id} lab={lab} now={readAt ?? lab.changedAt} />
          ))}
        </ul>
      </main>
      <ImportReport />
    </DropLab>
  );
}
