import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContainerRecord, PublishedPort } from "../../../shared/container.ts";
import { setPorts } from "../../../shared/container-edits.ts";
import {
  formatPublishedPort,
  parsePublishedPort,
  publishedElsewhere,
} from "../../../shared/published-ports.ts";
import type { RecordId, Topology } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import type { Outcome } from "../../requests.ts";
import { useLab } from "../../store.ts";
import input from "../../ui/fields/Field.module.css";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { Section } from "../../ui/Section.tsx";
import { ToolButton } from "../../ui/ToolButton.tsx";
import { useCommit } from "../../ui/use-commit.ts";
import classes from "./Fields.module.css";

type Ports = readonly PublishedPort[];

/** `docker run -p`: ports of the lab's host that lead to it. */
export function ContainerPorts({ record }: { readonly record: ContainerRecord }) {
  const { t } = useTranslation();
  const { id, ports } = record;
  return (
    <Section
      title={t("inspector.container.ports")}
      note={ports.length}
      folded={ports.length === 0}
      testId="container-ports"
    >
      <p className={classes["note"]}>{t("inspector.container.portsHelp")}</p>
      <ul className={classes["list"]}>
        {ports.map(formatPublishedPort).map((text) => (
          <li key={text} className={classes["row"]} data-testid="container-port">
            <span className={classes["mono"]}>{text}</span>
            <ToolButton
              icon={IconX}
              label={t("inspector.container.unpublish", { port: text })}
              size="sm"
              tooltip="left"
              testId="port-remove"
              onClick={() =>
                void change(id, (all) => all.filter((port) => formatPublishedPort(port) !== text))
              }
            />
          </li>
        ))}
      </ul>
      <NewPort id={id} />
    </Section>
  );
}

function NewPort({ id }: { readonly id: RecordId }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const topology = useLab(({ document }) => document.topology) ?? {};
  const { run, refuse, isPending, problem } = useCommit();
  const send = async () => {
    const port = parsePublishedPort(text.trim());
    if (port === null)
      return refuse({ kind: "malformed", code: "not-a-port", detail: "HOST:CONTAINER, as in 8080:80" });
    const owner = ownerOfPort(topology, id, port);
    if (owner !== undefined)
      return refuse({
        kind: "already-exists",
        code: "port-published",
        detail: `it leads to ${owner} already`,
        parameters: { name: owner },
      });
    if (await run(() => change(id, (all) => [...all, port]))) setText("");
  };
  return (
    <form
      aria-busy={isPending}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className={classes["row"]}>
        <input
          className={`${input["input"] ?? ""} ${input["mono"] ?? ""}`}
          aria-label={t("inspector.container.newPort")}
          placeholder="8080:80"
          value={text}
          spellCheck={false}
          data-testid="port-new"
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" size="compact-sm" variant="light" flex="none" data-testid="port-add">
          {t("common.add")}
        </Button>
      </div>
      <FieldMessage problem={problem} />
    </form>
  );
}

/** The name of the container that it leads to. */
function ownerOfPort(topology: Topology, id: RecordId, port: PublishedPort): string | undefined {
  const record = topology[id];
  const isOwn =
    record?.kind === "container" &&
    record.ports.some((own) => own.hostPort === port.hostPort && own.protocol === port.protocol);
  return isOwn ? record.name : publishedElsewhere(topology, { id, ports: [port] })?.container.name;
}

function change(id: RecordId, make: (ports: Ports) => Ports): Promise<Outcome> {
  return connection.sendEdit(
    (topology, document) => {
      const record = topology[id];
      return record?.kind === "container" ? setPorts(document, id, make(record.ports)) : null;
    },
    [id],
  );
}
