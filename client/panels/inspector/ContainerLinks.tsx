import { useTranslation } from "react-i18next";
import type { ContainerRecord } from "../../../shared/container.ts";
import { linkContainer, unlinkContainer } from "../../../shared/container-edits.ts";
import { recordsOfKind, type RecordId } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import { useLabShallow } from "../../store.ts";
import { Section } from "../../ui/Section.tsx";
import { TextButton } from "../../ui/TextButton.tsx";
import classes from "./Fields.module.css";

/** `docker run --link`: the names of others, one way. */
export function ContainerLinks({ record }: { readonly record: ContainerRecord }) {
  const { t } = useTranslation();
  const others =
    useLabShallow(({ document }) =>
      [...recordsOfKind(document.topology, "container")].filter(({ id }) => id !== record.id),
    ) ?? [];
  const linked = new Set(record.links.map(({ container }) => container));
  return (
    <Section
      title={t("inspector.container.links")}
      note={linked.size}
      folded={linked.size === 0}
      testId="container-links"
    >
      <p className={classes["note"]}>{t("inspector.container.linksHelp")}</p>
      {others.map(({ id, name }) => (
        <TextButton
          key={id}
          testId={linked.has(id) ? "container-unlink" : "container-link"}
          onClick={() => void setLink(record.id, id, name, !linked.has(id))}
        >
          {t(linked.has(id) ? "inspector.container.unlink" : "inspector.container.link", { name })}
        </TextButton>
      ))}
    </Section>
  );
}

function setLink(from: RecordId, to: RecordId, alias: string, isOn: boolean): Promise<unknown> {
  return connection.sendEdit(
    (_, document) => (isOn ? linkContainer(document, from, to, alias) : unlinkContainer(document, from, to)),
    [from],
  );
}
