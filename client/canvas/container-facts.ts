import { formatCommandLine } from "../../shared/command-line.ts";
import { formatPublishedPort } from "../../shared/published-ports.ts";
import type { RecordId } from "../../shared/topology.ts";
import type { OpenLab } from "../state.ts";
import { own } from "../../shared/own.ts";

/** What is drawn of a container. Whether it runs is what the kernel says; what is drawn, while nobody has looked. */
export function containerFacts({ document, observed }: Pick<OpenLab, "document" | "observed">, id: RecordId) {
  const record = document.topology[id];
  if (record?.kind !== "container") return noContainer;
  const stack = document.topology[record.namespace];
  const seen = stack?.kind === "namespace" ? own(observed.namespaces, stack.name) : undefined;
  const process = own(seen?.containers ?? {}, id);
  const wish = record.state;
  return {
    name: record.name,
    command: formatCommandLine(record.command),
    ports: record.ports.map((port) => formatPublishedPort(port).replace(":", "→")).join(" "),
    pid: process?.pid ?? null,
    state: wish === "running" && seen !== undefined && process === undefined ? ("error" as const) : wish,
  };
}

const noContainer = { name: "", command: "", ports: "", pid: null, state: "stopped" } as const;
export type ContainerState = ReturnType<typeof containerFacts>["state"];
