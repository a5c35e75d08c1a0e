import { IconCpu } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatCommandLine, parseCommandLine } from "../../../shared/command-line.ts";
import { containerPlace, type ContainerRecord } from "../../../shared/container.ts";
import { switchContainer } from "../../actions/container.ts";
import { containerFacts } from "../../canvas/container-facts.ts";
import { useLabShallow } from "../../store.ts";
import { ReadOnly } from "../../ui/fields/ReadOnly.tsx";
import { TextField } from "../../ui/fields/TextField.tsx";
import { TextButton } from "../../ui/TextButton.tsx";
import { openTerminal } from "../dock/terminal-focus.ts";
import { ContainerLinks } from "./ContainerLinks.tsx";
import { ContainerNetwork } from "./ContainerNetwork.tsx";
import { ContainerOutput } from "./ContainerOutput.tsx";
import { ContainerPorts } from "./ContainerPorts.tsx";
import classes from "./Fields.module.css";
import { Header } from "./Header.tsx";
import { rename, update } from "./update.ts";

export function ContainerInspector({ record }: { readonly record: ContainerRecord }) {
  const { t } = useTranslation();
  const facts = useLabShallow((lab) => containerFacts(lab, record.id));
  const state = facts?.state ?? "stopped";
  const verbs = state === "stopped" ? (["start"] as const) : (["stop", "restart"] as const);
  return (
    <>
      <Header icon={IconCpu} kind={t("common.kinds.container")} title={record.name} />
      <div className={classes["fields"]}>
        <TextField
          label={t("inspector.name")}
          testId="field-name"
          value={record.name}
          send={(name) => rename(record.id, name)}
        />
        <TextField
          label={t("inspector.container.command")}
          testId="field-command"
          value={formatCommandLine(record.command)}
          mono
          send={(text) => update(record.id, { command: parseCommandLine(text) })}
        />
        <p className={classes["note"]}>
          {t("inspector.container.commandHelp")}{" "}
          <TextButton testId="web-server" onClick={() => void update(record.id, { command: webServer })}>
            {t("inspector.container.webServer")}
          </TextButton>
        </p>
        <dl className={classes["words"]}>
          <ReadOnly label={t("inspector.state")} testId="container-state">
            {t(`inspector.container.${state}`)}
          </ReadOnly>
          {typeof facts?.pid === "number" && (
            <ReadOnly label={t("inspector.container.pid")} testId="container-pid">
              <span title={t("inspector.container.pidHelp")}>{facts.pid}</span>
            </ReadOnly>
          )}
        </dl>
        <div className={classes["actions"]}>
          {verbs.map((verb) => (
            <TextButton
              key={verb}
              testId={`container-${verb}-here`}
              onClick={() => void switchContainer(record.id, verb)}
            >
              {t(`inspector.container.${verb}`)}
            </TextButton>
          ))}
          {state === "running" && (
            <TextButton
              testId="container-terminal"
              onClick={() => void openTerminal(containerPlace(record.name))}
            >
              {t("inspector.container.terminal")}
            </TextButton>
          )}
        </div>
      </div>
      <ContainerNetwork record={record} />
      {record.stack === "own" && <ContainerPorts record={record} />}
      <ContainerLinks record={record} />
      <ContainerOutput record={record} isRunning={state === "running"} />
    </>
  );
}

const webServer = ["python3", "-u", "-m", "http.server", "80"];
