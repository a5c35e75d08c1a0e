import { IconBox, IconDeviceDesktop } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { hostId } from "../../../shared/names.ts";
import type { NamespaceRecord } from "../../../shared/topology.ts";
import { ReadOnly } from "../../ui/fields/ReadOnly.tsx";
import { TextField } from "../../ui/fields/TextField.tsx";
import { TextButton } from "../../ui/TextButton.tsx";
import { openTerminal } from "../dock/terminal-focus.ts";
import { ContainersHere } from "./ContainersHere.tsx";
import { NamespaceNote } from "./DiffersNote.tsx";
import classes from "./Fields.module.css";
import { Firewall } from "./Firewall.tsx";
import { Forwarding } from "./Forwarding.tsx";
import { Header } from "./Header.tsx";
import { InterfaceList } from "./InterfaceList.tsx";
import { Loopback } from "./Loopback.tsx";
import { Neighbors } from "./Neighbors.tsx";
import { PingFromHere } from "./PingFromHere.tsx";
import { PolicyRules } from "./PolicyRules.tsx";
import { Routes } from "./Routes.tsx";
import { SourceChecks } from "./SourceChecks.tsx";
import { Sysctls } from "./Sysctls.tsx";
import { rename } from "./update.ts";
import { useObservedNamespace } from "./use-observed.ts";

export function NamespaceInspector({ record }: { readonly record: NamespaceRecord }) {
  const { t } = useTranslation();
  const observed = useObservedNamespace(record);
  const isHost = record.id === hostId;
  const kind = t(isHost ? "common.kinds.host" : "common.kinds.namespace");
  return (
    <>
      <Header icon={isHost ? IconDeviceDesktop : IconBox} kind={kind} title={record.name} />
      <NamespaceNote record={record} />
      <div className={classes["fields"]}>
        <TextField
          label={t("inspector.name")}
          testId="field-name"
          value={record.name}
          disabled={isHost}
          send={(name) => rename(record.id, name)}
        />
        {isHost && <p className={classes["note"]}>{t("inspector.hostNote")}</p>}
        {typeof observed?.inode === "number" && (
          <dl className={classes["words"]} title={t("inspector.inodeHelp")}>
            <ReadOnly label={t("inspector.inode")} testId="namespace-inode">
              {`net:[${observed.inode}]`}
            </ReadOnly>
          </dl>
        )}
        <Forwarding record={record} observed={observed} />
      </div>
      <InterfaceList record={record} />
      <ContainersHere record={record} />
      <Loopback record={record} observed={observed?.interfaces["lo"]} />
      <Routes record={record} />
      <PolicyRules record={record} />
      <SourceChecks namespace={record.id} of="all" />
      <Firewall record={record} />
      <PingFromHere record={record} />
      <div className={classes["fields"]}>
        <TextButton testId="terminal-here" onClick={() => void openTerminal(record.name)}>
          {t("terminals.openHere")}
        </TextButton>
      </div>
      <Neighbors neighbors={observed?.neighbors ?? []} />
      <Sysctls record={record} observed={observed} />
    </>
  );
}
