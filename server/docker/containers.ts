import { removeContainer, startContainer, stopContainer } from "../../shared/container-edits.ts";
import { formatCommandLine } from "../../shared/command-line.ts";
import type { ContainerRecord } from "../../shared/container.ts";
import { messageOf } from "../../shared/errors.ts";
import { recordsOfKind } from "../../shared/topology.ts";
import type { Lab } from "../lab.ts";
import { DockerError, type Answer } from "./answer.ts";
import type { Call, Command, Commands } from "./command.ts";
import { findContainer, longId, shortId } from "./find.ts";
import { checkPortsAreFree, formatPorts } from "./ports.ts";
import { formatDuration, formatTable } from "./text.ts";

const ps: Command = {
  usage: "[OPTIONS]",
  options: { all: { short: "a" }, quiet: { short: "q" }, "no-trunc": {} },
  needs: 0,
  run: ({ lab, words }) => {
    const all = [...recordsOfKind(lab.document.topology, "container")];
    const shown = words.has("all") ? all : all.filter(({ state }) => state === "running");
    const isWhole = words.has("no-trunc");
    const idOf = ({ id }: ContainerRecord) => (isWhole ? longId(id) : shortId(id));
    if (words.has("quiet")) return { stdout: shown.map((record) => `${idOf(record)}\n`).join("") };
    const rows = shown.map((record) => [
      idOf(record),
      "lab",
      commandOf(record, isWhole),
      statusOf(lab, record),
      formatPorts(record),
      record.name,
    ]);
    return {
      stdout: formatTable([["CONTAINER ID", "IMAGE", "COMMAND", "STATUS", "PORTS", "NAMES"], ...rows]),
    };
  },
};

const stop = forEach("stop", { time: { short: "t", value: "SECONDS" } }, async ({ lab, author }, { id }) => {
  await lab.editAs(author, (document) => stopContainer(document, id));
});

const start = forEach("start", {}, async ({ lab, author }, { id }) => {
  await lab.editAs(author, (document) => {
    const record = document.topology[id];
    if (record?.kind === "container") checkPortsAreFree(document.topology, record);
    return startContainer(document, id);
  });
});

const restart = forEach("restart", { time: { short: "t", value: "SECONDS" } }, async (call, record) => {
  await call.lab.editAs(call.author, (document) => stopContainer(document, record.id));
  await call.lab.editAs(call.author, (document) => startContainer(document, record.id));
});

const rm = forEach("rm", { force: { short: "f" } }, async ({ lab, author, words }, { id, name, state }) => {
  if (state === "running" && !words.has("force"))
    throw new DockerError(
      `cannot remove container "/${name}": container is running: stop the container before removing or force remove (-f)`,
    );
  await lab.editAs(author, (document) => removeContainer(document, id));
});

const logs: Command = {
  usage: "CONTAINER",
  options: {},
  needs: 1,
  run: ({ lab, words: { rest } }) => {
    const { id } = findContainer(lab.document.topology, rest[0] ?? "");
    return { stdout: lab.machine?.containers.outputOf(id).text ?? "" };
  },
};

const port: Command = {
  usage: "CONTAINER",
  options: {},
  needs: 1,
  run: ({ lab, words: { rest } }) => {
    const { ports, state } = findContainer(lab.document.topology, rest[0] ?? "");
    const open = state === "running" ? ports : [];
    return {
      stdout: open
        .map(({ hostPort, port: own, protocol }) => `${own}/${protocol} -> 0.0.0.0:${hostPort}\n`)
        .join(""),
    };
  },
};

export const containerCommands: Commands = { ps, stop, start, restart, rm, logs, port };

/** Done to one after the other; each is told by the word that it was called by. */
function forEach(
  verb: string,
  options: Command["options"],
  change: (call: Call, record: ContainerRecord) => Promise<void>,
): Command {
  return {
    usage: `${Object.keys(options).length > 0 ? "[OPTIONS] " : ""}CONTAINER [CONTAINER...]`,
    options,
    needs: 1,
    run: async (call): Promise<Answer> => {
      let [stdout, stderr] = ["", ""];
      for (const called of call.words.rest) {
        try {
          await change(call, findContainer(call.lab.document.topology, called));
          stdout += `${called}\n`;
        } catch (error) {
          stderr += `docker ${verb}: ${messageOf(error)}\n`;
        }
      }
      return { stdout, stderr, exitCode: stderr === "" ? 0 : 1 };
    },
  };
}

function commandOf({ command }: ContainerRecord, isWhole: boolean): string {
  const text = formatCommandLine(command);
  return `"${isWhole || text.length <= 20 ? text : `${text.slice(0, 19)}…`}"`;
}

function statusOf({ machine }: Lab, { id, state }: ContainerRecord): string {
  const startedAt = machine?.containers.startedAt(id) ?? Date.now();
  if (state === "running") return `Up ${formatDuration(Date.now() - startedAt)}`;
  const end = machine?.containers.endOf(id) ?? null;
  if (end === null) return "Exited";
  return `Exited (${end.exitCode ?? 137}) ${formatDuration(Date.now() - end.at)} ago`;
}
