import { IconCpu } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { addContainer } from "../../../shared/container-edits.ts";
import { newId } from "../../../shared/ids.ts";
import type { NamespaceRecord } from "../../../shared/topology.ts";
import { containerFacts } from "../../canvas/container-facts.ts";
import { indexOf } from "../../canvas/topology-index.ts";
import { connection } from "../../connection.ts";
import { useLab, useLabShallow, useStore } from "../../store.ts";
import { Section } from "../../ui/Section.tsx";
import { TextButton } from "../../ui/TextButton.tsx";
import classes from "./Fields.module.css";
import { Jump } from "./Jump.tsx";

/** Those whose processes use this stack. */
export function ContainersHere({ record }: { readonly record: NamespaceRecord }) {
  const { t } = useTranslation();
  const ids = useLab(({ document }) => indexOf(document.topology).containers.get(record.id)) ?? [];
  return (
    <Section
      title={t("inspector.containers")}
      note={ids.length}
      folded={ids.length === 0}
      testId="containers"
    >
      <ul className={classes["list"]}>
        {ids.map((id) => (
          <Container key={id} id={id} />
        ))}
      </ul>
      <TextButton testId="add-container-here" onClick={() => void addHere(record.id)}>
        {t("inspector.addContainerHere")}
      </TextButton>
    </Section>
  );
}

function Container({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const facts = useLabShallow((lab) => containerFacts(lab, id));
  if (facts === undefined) return null;
  const detail = facts.pid === null ? t(`inspector.container.${facts.state}`) : `pid ${facts.pid}`;
  return (
    <li>
      <Jump
        to={id}
        name={facts.name}
        detail={detail}
        mark={<IconCpu size={14} aria-hidden />}
        testId="container"
      />
    </li>
  );
}

async function addHere(namespace: string): Promise<void> {
  const id = newId();
  const outcome = await connection.sendEdit(
    (_, document) => addContainer(document, { id, network: { mode: "namespace", namespace } }),
    [namespace],
  );
  if (outcome.ok) useStore.getState().select([id]);
}
