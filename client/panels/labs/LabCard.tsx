import { useRef, useState, type MouseEvent } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import type { LabSummary } from "../../../shared/protocol.ts";
import { problemWords } from "../../i18n/problem-words.ts";
import { formatAgo } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { labHref, navigate } from "../../route.ts";
import { LabMenu } from "./LabMenu.tsx";
import { LabNameInput } from "./LabNameInput.tsx";
import { LabPhase } from "./LabPhase.tsx";
import classes from "./LabCard.module.css";
import { LabSketch } from "./LabSketch.tsx";

interface LabCardProps {
  readonly lab: LabSummary;
  /** Milliseconds since 1970; what "ago" is counted from. */
  readonly now: number;
}

/** One lab. The whole card opens it; a middle click opens it in a new tab, as links do. */
export function LabCard({ lab, now }: LabCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [isRenaming, setRenaming] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  const endRenaming = () => {
    // The input goes, and the focus with it, if it had it: the link in its place takes it.
    flushSync(() => setRenaming(false));
    if (document.activeElement === document.body) link.current?.focus();
  };
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
          <LabNameInput lab={lab} close={endRenaming} />
        ) : (
          <h3>
            <a href={labHref(lab.id)} title={lab.name} onClick={open} ref={link} data-testid="lab-open">
              {lab.name}
            </a>
          </h3>
        )}
        <p className={classes["counts"]}>
          <Content lab={lab} />
        </p>
        <p className={classes["changed"]}>
          <LabPhase state={lab.state} />
          <time dateTime={new Date(lab.changedAt).toISOString()}>
            {t("labs.changed", { when: formatAgo(lab.changedAt, now, language) })}
          </time>
        </p>
      </div>
      <LabMenu lab={lab} rename={() => setRenaming(true)} />
    </li>
  );
}

function Content({ lab }: { readonly lab: LabSummary }) {
  const { t } = useTranslation();
  const { state } = lab;
  // Nobody knows what is in it.
  if (state.phase === "failed" && state.problem.kind === "storage-failed")
    return problemWords(t, state.problem).title;
  return lab.namespaces + lab.bridges === 0 ? t("labs.nothingIn") : <Counts lab={lab} />;
}

function Counts({ lab }: { readonly lab: LabSummary }) {
  const { t } = useTranslation();
  return (
    <>
      {t("labs.namespaces", { count: lab.namespaces })} · {t("labs.bridges", { count: lab.bridges })} ·{" "}
      {t("labs.links", { count: lab.links })}
    </>
  );
}
