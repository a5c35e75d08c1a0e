import {
  addContainer,
  connectContainer,
  subnetsOf,
  type ContainerMode,
} from "../../shared/container-edits.ts";
import { usualCommand } from "../../shared/container.ts";
import type { Edit } from "../../shared/edit.ts";
import { namespaceNameSchema } from "../../shared/fields.ts";
import { newId } from "../../shared/ids.ts";
import { containsAddress, formatPrefix, networkOf } from "../../shared/prefix.ts";
import {
  isInterface,
  recordsOfKind,
  type Document,
  type RecordId,
  type Topology,
} from "../../shared/topology.ts";
import { intoContainer } from "../kernel/into-container.ts";
import { DockerError, type Answer } from "./answer.ts";
import type { Command } from "./command.ts";
import { checkName, Draft } from "./draft.ts";
import { defaultNetwork, findContainer, longId } from "./find.ts";
import { checkPortsAreFree, parsePort } from "./ports.ts";
import type { Words } from "./words.ts";

/** What images that are servers begin with; others are shells, as far as tutorials use them. */
const serverImage = /^(?:.*\/)?(?:httpd|nginx)(?::.*)?$/;
const webServer = ["python3", "-u", "-m", "http.server", "80"];
const shell = /^(?:\/bin\/)?(?:ash|bash|sh)$/;

export const run: Command = {
  usage: "[OPTIONS] IMAGE [COMMAND] [ARG...]",
  options: {
    detach: { short: "d" },
    interactive: { short: "i" },
    tty: { short: "t" },
    rm: {},
    name: { value: "NAME" },
    network: { also: "net", value: "bridge|host|none|container:NAME|NETWORK" },
    "network-alias": { also: "net-alias", value: "ALIAS" },
    ip: { value: "ADDRESS" },
    link: { value: "CONTAINER[:ALIAS]" },
    publish: { short: "p", value: "HOST:CONTAINER" },
  },
  needs: 1,
  endsAtWord: true,
  run: async ({ lab, author, words, isTerminal }) => {
    const [image = "", ...typed] = words.rest;
    const isInBack = words.has("detach");
    if (isInBack && words.has("rm"))
      throw new DockerError("--rm is for a container in front in a lab; leave -d or --rm out", 125);
    if (!isInBack) checkTerminal(words, isTerminal);
    const id = newId();
    const command = isInBack ? commandInBack(image, typed, words) : usualCommand;
    await lab.editAs(author, (document) => edit(document, id, words, command));
    const record = findContainer(lab.document.topology, longId(id));
    const stderr = noteOn(image, record.name, typed.length === 0);
    if (isInBack) return { stdout: `${longId(id)}\n`, stderr };
    const inFront = typed.length > 0 ? typed : serverImage.test(image) ? webServer : ["sh"];
    const ending = words.has("rm") ? ["rm", "-f", longId(id)] : ["stop", longId(id)];
    return { ...inside(lab.machine?.containers.pidOf(id), inFront, words, ending), stderr };
  },
};

export const exec: Command = {
  usage: "[OPTIONS] CONTAINER COMMAND [ARG...]",
  options: { interactive: { short: "i" }, tty: { short: "t" } },
  needs: 2,
  endsAtWord: true,
  run: ({ lab, words, isTerminal }) => {
    checkTerminal(words, isTerminal);
    const [called = "", ...command] = words.rest;
    const { id, state } = findContainer(lab.document.topology, called);
    if (state === "stopped") throw new DockerError(`container ${called} is not running`);
    return inside(lab.machine?.containers.pidOf(id), command, words);
  },
};

/** The caller's own terminal, or files, are the command's. */
function inside(
  pid: number | null | undefined,
  command: readonly string[],
  words: Words,
  ending?: readonly string[],
): Answer {
  if (typeof pid !== "number") throw new DockerError("the container has ended");
  return {
    run: {
      words: [...intoContainer(pid), ...command],
      hasInput: words.has("interactive"),
      ...(ending !== undefined && { finally: ending }),
    },
  };
}

function checkTerminal(words: Words, isTerminal: boolean): void {
  if (words.has("tty") && !isTerminal) throw new DockerError("the input device is not a TTY");
}

/** A shell that waits for somebody to type does nothing, for ever. */
function commandInBack(image: string, typed: readonly string[], words: Words): readonly string[] {
  const waits =
    typed.length === 1 && shell.test(typed[0] ?? "") && (words.has("interactive") || words.has("tty"));
  if (typed.length > 0 && !waits) return typed;
  return serverImage.test(image) ? webServer : usualCommand;
}

/** Nobody is to think that there was an image. */
function noteOn(image: string, name: string, isAlone: boolean): string {
  const standIn =
    isAlone && serverImage.test(image) ? `, and ${webServer.join(" ")} stands in for its server` : "";
  return `${name}: ${image} is not fetched: the container has the lab's own files and programs${standIn}\n`;
}

function edit(document: Document, id: RecordId, words: Words, command: readonly string[]): Edit {
  const draft = new Draft(document);
  const name = words.one("name");
  if (
    name !== undefined &&
    [...recordsOfKind(document.topology, "container")].some((other) => other.name === name)
  )
    throw new DockerError(`Conflict. The container name "/${name}" is already in use`, 125);
  if (name !== undefined) checkName("container", namespaceNameSchema, name);
  const [first = defaultNetwork.name, ...others] = words.all("network");
  const network = modeOf(draft, first);
  const ports = words.all("publish").map(parsePort);
  checkPortsAreFree(draft.topology, { id, ports });
  const links = words.all("link").map((text) => linkOf(draft.topology, text));
  const [aliases, address] = [words.all("network-alias"), words.one("ip")];
  if (
    network.mode !== "bridge" &&
    (links.length > 0 || aliases.length > 0 || ports.length > 0 || address !== undefined)
  )
    throw new DockerError(
      `--link, --network-alias, --ip and -p need a network of its own, not ${first}`,
      125,
    );
  if (network.mode === "bridge") checkAddress(draft.topology, network.bridge, address);
  draft.add(
    addContainer(draft.document, { id, name, network, command, aliases, address, links, ports }),
    `network ${first} not found`,
  );
  for (const other of others)
    draft.add(
      connectContainer(draft.document, id, draft.bridgeOf(other), { aliases }),
      `cannot be connected to ${other} beside ${first}`,
    );
  return draft.edit;
}

function modeOf(draft: Draft, network: string): ContainerMode {
  if (network === "host" || network === "none") return { mode: network };
  const called = /^container:(.+)$/.exec(network)?.[1];
  if (called === undefined) return { mode: "bridge", bridge: draft.bridgeOf(network) };
  const other = findContainer(draft.topology, called);
  if (other.state === "stopped")
    throw new DockerError(`cannot join network of a non running container: ${called}`, 125);
  return { mode: "container", container: other.id };
}

function linkOf(topology: Topology, text: string) {
  const [called = "", alias] = text.split(":");
  const other = findContainer(topology, called);
  return { container: other.id, alias: alias ?? other.name };
}

/** @throws DockerError */
export function checkAddress(topology: Topology, bridge: RecordId, address: string | undefined): void {
  const record = topology[bridge];
  if (address === undefined || record?.kind !== "bridge") return;
  const subnets = subnetsOf(record).map(networkOf);
  if (!subnets.some((subnet) => containsAddress(subnet, address)))
    throw new DockerError(
      `${address} is not in ${subnets.map(formatPrefix).join(", ")}, the subnet of ${record.name}`,
      125,
    );
  const isTaken = Object.values(topology).some(
    (other) => isInterface(other) && other.addresses.some((taken) => taken.split("/")[0] === address),
  );
  if (isTaken) throw new DockerError(`${address}: Address already in use`, 125);
}
