import { useTranslation } from "react-i18next";
import type { ContainerRecord } from "../../../shared/container.ts";
import {
  connectContainer,
  disconnectContainer,
  moveContainer,
  type ContainerMode,
} from "../../../shared/container-edits.ts";
import { ownerOf } from "../../../shared/container-rules.ts";
import { newId } from "../../../shared/ids.ts";
import { hostId } from "../../../shared/names.ts";
import { recordsOfKind, type RecordId } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import type { Outcome } from "../../requests.ts";
import { useLab, useLabShallow, useStore } from "../../store.ts";
import { SelectField } from "../../ui/fields/SelectField.tsx";
import { Section } from "../../ui/Section.tsx";
import { TextButton } from "../../ui/TextButton.tsx";
import classes from "./Fields.module.css";
import { Jump } from "./Jump.tsx";

/** Whose stack it uses, and what one of its own is plugged into. */
export function ContainerNetwork({ record }: { readonly record: ContainerRecord }) {
  const { t } = useTranslation();
  const bridges = useLabShallow(({ document }) => [...recordsOfKind(document.topology, "bridge")]) ?? [];
  const plugged = new Set(record.connections.map(({ bridge }) => bridge));
  const isOwn = record.stack === "own";
  return (
    <Section title={t("inspector.container.network")} testId="container-network">
      <ModeField record={record} />
      {!isOwn && <p className={classes["note"]}>{t("inspector.container.ends")}</p>}
      {isOwn && plugged.size === 0 && (
        <p className={classes["note"]}>{t("inspector.container.noNetworks")}</p>
      )}
      {isOwn && (
        <ul className={classes["list"]}>
          {bridges
            .filter(({ id }) => plugged.has(id))
            .map(({ id, name, addresses }) => (
              <li key={id}>
                <Jump to={id} name={name} detail={addresses[0] ?? ""} testId="container-connection" />
                <TextButton testId="container-unplug" onClick={() => void plug(record.id, id, false)}>
                  {t("inspector.container.unplug", { name })}
                </TextButton>
              </li>
            ))}
        </ul>
      )}
      {isOwn &&
        bridges
          .filter(({ id }) => !plugged.has(id))
          .map(({ id, name }) => (
            <TextButton key={id} testId="container-plug" onClick={() => void plug(record.id, id, true)}>
              {t("inspector.container.plug", { name })}
            </TextButton>
          ))}
    </Section>
  );
}

/** Its choices are the words of `docker run --net=…`. */
function ModeField({ record }: { readonly record: ContainerRecord }) {
  const { t } = useTranslation();
  const topology = useLab(({ document }) => document.topology) ?? {};
  const now = valueOf(record, ownerOf(topology, record.namespace)?.id);
  const bridges = [...recordsOfKind(topology, "bridge")];
  const owners = [...recordsOfKind(topology, "container")].filter(
    ({ id, stack, state }) => stack === "own" && state === "running" && id !== record.id,
  );
  const namespaces = [...recordsOfKind(topology, "namespace")].filter(
    ({ id }) => id !== hostId && ownerOf(topology, id) === undefined,
  );
  const choices = [
    ...bridges.map(({ id, name }) => ({
      value: `bridge ${id}`,
      label: t("inspector.container.bridge", { name }),
    })),
    { value: "none", label: t("inspector.container.none") },
    { value: "host", label: t("inspector.container.host") },
    ...owners.map(({ id, name }) => ({
      value: `container ${id}`,
      label: t("inspector.container.shares", { name }),
    })),
    ...namespaces.map(({ id, name }) => ({
      value: `namespace ${id}`,
      label: t("inspector.container.sharesNamespace", { name }),
    })),
  ];
  return (
    <SelectField
      label={t("inspector.container.network")}
      testId="field-network"
      value={now}
      choices={
        choices.some(({ value }) => value === now) ? choices : [{ value: now, label: now }, ...choices]
      }
      send={(value) => move(record.id, modeOf(value))}
    />
  );
}

function valueOf({ stack, namespace, connections }: ContainerRecord, owner: RecordId | undefined): string {
  const [first] = connections;
  if (stack === "own") return first === undefined ? "none" : `bridge ${first.bridge}`;
  if (namespace === hostId) return "host";
  return owner === undefined ? `namespace ${namespace}` : `container ${owner}`;
}

function modeOf(value: string): ContainerMode {
  const [mode = "", id = ""] = value.split(" ");
  if (mode === "bridge") return { mode, bridge: id };
  if (mode === "container") return { mode, container: id };
  if (mode === "namespace") return { mode, namespace: id };
  return { mode: mode === "host" ? "host" : "none" };
}

async function move(id: RecordId, network: ContainerMode): Promise<Outcome> {
  const next = newId();
  const outcome = await connection.sendEdit(
    (_, document) => moveContainer(document, id, network, next),
    [id],
  );
  if (outcome.ok) useStore.getState().select([next]);
  return outcome;
}

function plug(id: RecordId, bridge: RecordId, isIn: boolean): Promise<Outcome> {
  const make = isIn ? connectContainer : disconnectContainer;
  return connection.sendEdit((_, document) => make(document, id, bridge), [id]);
}
