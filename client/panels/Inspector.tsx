import { useTranslation } from "react-i18next";
import { useLabShallow, useStore } from "../store.ts";
import { BridgeInspector } from "./inspector/BridgeInspector.tsx";
import { ContainerInspector } from "./inspector/ContainerInspector.tsx";
import { LinkInspector } from "./inspector/LinkInspector.tsx";
import { NamespaceInspector } from "./inspector/NamespaceInspector.tsx";
import { SeveralInspector } from "./inspector/SeveralInspector.tsx";
import { SingleInspector } from "./inspector/SingleInspector.tsx";
import { subjectOf, type Subject } from "./inspector/subject.ts";
import { VethInspector } from "./inspector/VethInspector.tsx";
import { useResting } from "./use-resting.ts";
import classes from "./Inspector.module.css";

/** The right side: what is selected, as drawn and as the kernel has it. Nothing selected, nothing there. */
export function Inspector() {
  const { t } = useTranslation();
  const selection = useStore((state) => state.selection);
  const isLost = useStore((state) => state.connection === "lost");
  const lab = useLabShallow(({ document }) => ({ topology: document.topology }));
  const subject = lab === undefined ? null : subjectOf(lab.topology, selection);
  const isResting = useResting(subject !== null);
  if (subject === null || !isResting) return null;
  return (
    <aside
      data-stale={isLost || undefined}
      className={classes["inspector"]}
      aria-label={t("inspector.label")}
      data-testid="inspector"
    >
      <Parts subject={subject} />
    </aside>
  );
}

/** Keyed by what it is about: a half-typed name never moves on to another card. */
function Parts({ subject }: { readonly subject: Subject }) {
  if (subject.kind === "namespace")
    return <NamespaceInspector key={subject.record.id} record={subject.record} />;
  if (subject.kind === "bridge") return <BridgeInspector key={subject.record.id} record={subject.record} />;
  if (subject.kind === "veth") return <VethInspector key={subject.record.id} record={subject.record} />;
  if (subject.kind === "container")
    return <ContainerInspector key={subject.record.id} record={subject.record} />;
  if (subject.kind === "single") return <SingleInspector key={subject.record.id} record={subject.record} />;
  if (subject.kind === "link") return <LinkInspector key={subject.ends[0].id} ends={subject.ends} />;
  return <SeveralInspector ids={subject.ids} />;
}
