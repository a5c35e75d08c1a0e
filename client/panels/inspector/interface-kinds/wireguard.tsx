import { IconKey, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { batch } from "../../../../shared/edit.ts";
import type { WireguardPeer } from "../../../../shared/interface-kinds/wireguard.ts";
import { namespaceOf, recordsOfKind, type SingleRecord, type Topology } from "../../../../shared/topology.ts";
import { newPrivateKey, publicKeyOf } from "../../../../shared/wireguard-key.ts";
import { connection } from "../../../connection.ts";
import { makePeers, type WireguardRecord } from "../../../gestures/interface-kinds/wireguard.ts";
import { useLabShallow } from "../../../store.ts";
import { NumberField } from "../../../ui/fields/NumberField.tsx";
import { SelectField } from "../../../ui/fields/SelectField.tsx";
import { TextField } from "../../../ui/fields/TextField.tsx";
import { Section } from "../../../ui/Section.tsx";
import { TextButton } from "../../../ui/TextButton.tsx";
import { ToolButton } from "../../../ui/ToolButton.tsx";
import classes from "../Fields.module.css";
import { Jump } from "../Jump.tsx";
import { update } from "../update.ts";
import type { KindLook } from "./kind.ts";

export const wireguard: KindLook = {
  icon: IconKey,
  fields: [{ key: "listenPort", type: "number" }],
  More: ({ record }) => (record.kind === "wireguard" ? <Peers record={record} /> : null),
};

function Peers({ record }: { readonly record: WireguardRecord }) {
  const { t } = useTranslation();
  const { id, privateKey, peers } = record;
  return (
    <>
      <div className={classes["fields"]}>
        <h3 className={classes["label"]}>{t("interfaces.publicKey")}</h3>
        {privateKey === null ? (
          <TextButton testId="new-key" onClick={() => void update(id, { privateKey: newPrivateKey() })}>
            {t("interfaces.newKey")}
          </TextButton>
        ) : (
          <code className={classes["mono"]} data-testid="public-key">
            {publicKeyOf(privateKey)}
          </code>
        )}
      </div>
      <Section title={t("interfaces.peers")} note={peers.length} testId="peers">
        {peers.map((peer) => (
          <Peer key={peer.publicKey} record={record} peer={peer} />
        ))}
        <NewPeer record={record} />
      </Section>
    </>
  );
}

function Peer({ record, peer }: { readonly record: WireguardRecord; readonly peer: WireguardPeer }) {
  const { t } = useTranslation();
  const { publicKey } = peer;
  const [to, name] = useLabShallow(({ document }) => whoHas(document.topology, publicKey)) ?? ["", ""];
  const change = (changes: Partial<WireguardPeer>) =>
    changePeers(record, (all) =>
      all.map((one) => (one.publicKey === publicKey ? { ...one, ...changes } : one)),
    );
  return (
    <div className={classes["stack"]} data-testid="peer">
      <div className={classes["row"]}>
        {to === "" ? (
          <code className={classes["mono"]}>{publicKey}</code>
        ) : (
          <Jump to={to} name={name} mark={<IconKey size={14} aria-hidden />} />
        )}
        <ToolButton
          icon={IconX}
          label={t("interfaces.removePeer")}
          size="sm"
          tooltip="left"
          testId="peer-remove"
          onClick={() => void changePeers(record, (all) => all.filter((one) => one.publicKey !== publicKey))}
        />
      </div>
      <TextField
        label={t("interfaces.endpoint")}
        testId="peer-endpoint"
        mono
        value={peer.endpoint ?? ""}
        send={(text) => change({ endpoint: text === "" ? null : text })}
      />
      <TextField
        label={t("interfaces.allowedIps")}
        testId="peer-allowed"
        mono
        value={peer.allowedIps.join(" ")}
        send={(text) => change({ allowedIps: text.split(/[\s,]+/).filter((part) => part !== "") })}
      />
      <NumberField
        label={t("interfaces.keepalive")}
        testId="peer-keepalive"
        value={peer.persistentKeepalive}
        send={(persistentKeepalive) => change({ persistentKeepalive })}
      />
    </div>
  );
}

/** Another interface of the lab, and this one its peer; or a key from elsewhere. */
function NewPeer({ record }: { readonly record: WireguardRecord }) {
  const { t } = useTranslation();
  const others = useLabShallow(({ document }) => strangersTo(document.topology, record)) ?? [];
  const choices =
    useLabShallow(({ document }) => others.map((other) => nameIn(document.topology, other))) ?? [];
  const connect = (to: string) =>
    connection.sendEdit(
      (topology) => {
        const [one, other] = [topology[record.id], topology[to]];
        if (one?.kind !== "wireguard" || other?.kind !== "wireguard") return null;
        return batch(...makePeers(topology, one, other));
      },
      [record.id],
    );
  return (
    <div className={classes["stack"]}>
      {others.length > 0 && (
        <SelectField
          label={t("interfaces.newPeer")}
          testId="peer-new"
          value=""
          choices={[
            { value: "", label: "–" },
            ...others.map(({ id }, index) => ({ value: id, label: choices[index] ?? id })),
          ]}
          send={connect}
        />
      )}
      <TextField
        label={t("interfaces.newPeerKey")}
        testId="peer-new-key"
        mono
        value=""
        send={(publicKey) => changePeers(record, (all) => [...all, { publicKey }])}
      />
    </div>
  );
}

type Change = (peers: readonly WireguardPeer[]) => readonly Partial<WireguardPeer>[];

/** As they are when the edit's turn comes. */
function changePeers({ id }: WireguardRecord, change: Change) {
  return connection.sendEdit(
    (topology) => {
      const record = topology[id];
      return record?.kind === "wireguard"
        ? { op: "update", id, changes: { peers: change(record.peers) } }
        : null;
    },
    [id],
  );
}

function whoHas(topology: Topology, publicKey: string): readonly [id: string, name: string] | null {
  for (const record of recordsOfKind(topology, "wireguard"))
    if (record.privateKey !== null && publicKeyOf(record.privateKey) === publicKey)
      return [record.id, nameIn(topology, record)];
  return null;
}

function strangersTo(topology: Topology, { id, peers }: WireguardRecord): readonly WireguardRecord[] {
  return [...recordsOfKind(topology, "wireguard")].filter(
    ({ id: other, privateKey }) =>
      other !== id &&
      privateKey !== null &&
      !peers.some(({ publicKey }) => publicKey === publicKeyOf(privateKey)),
  );
}

function nameIn(topology: Topology, { namespace, name }: SingleRecord): string {
  return `${namespaceOf(topology, namespace).name} · ${name}`;
}
