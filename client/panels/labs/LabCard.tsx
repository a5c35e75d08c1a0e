import { useState, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { LabSummary } from "../../../shared/protocol.ts";
import { formatAgo } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { labHref, navigate } from "../../route.ts";
import { LabMenu } from "./LabMenu.tsx";
import { LabNameInput } from "./LabNameInput.tsx";
import { LabPhase } from "./LabPhase.tsx";
import classes from "./LabCard.module.css";
import { LabSketch } from "./LabSketch.tsx";

/** One lab. The whole card opens it; a middle click opens it in a new tab, as links do. */
export function LabCard({ lab }: { readonly lab: LabSummary }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [isRenaming, setRenaming] = useState(false);
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    navigate(labHref(lab.id));
  };
  return (
    <li className={classes["card"]} data-testid="lab-card">
      <LabSketch lab={lab} />
      <div className={classes["words"]}>
        {isRenaming ? (
          <LabNameInput lab={lab} close={() => setRenaming(false)} />
        ) : (
          <h3>
            <a href={labHref(lab.id)} onClick={open} data-testid="lab-open">
              {lab.name}
            </a>
          </h3>
        )}
        <p className={classes["counts"]}>
          {t("labs.namespaces", { count: lab.namespaces })} · {t("labs.bridges", { count: lab.bridges })} ·{" "}
          {t("labs.links", { count: lab.links })}
        </p>
        <p className={classes["changed"]}>
          <LabPhase state={lab.state} />
          <time dateTime={new Date(lab.changedAt).toISOString()}>
            {t("labs.changed", { when: formatAgo(lab.changedAt, Date.now(), language) })}
          </time>
        </p>
      </div>
      <LabMenu lab={lab} rename={() => setRenaming(true)} />
    </li>
  );
}
