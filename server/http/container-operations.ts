import {
  addContainer,
  connectContainer,
  disconnectContainer,
  linkContainer,
  removeContainer,
  startContainer,
  stopContainer,
  unlinkContainer,
} from "../../shared/container-edits.ts";
import type { Edit } from "../../shared/edit.ts";
import { newId } from "../../shared/ids.ts";
import type { Author } from "../../shared/protocol.ts";
import type { Document, RecordId } from "../../shared/topology.ts";
import {
  bridgeNamed,
  containerNamed,
  listContainers,
  modeOf,
  toState,
  type ContainerState,
} from "../containers.ts";
import type { Lab } from "../lab.ts";
import * as answers from "./answers.ts";
import { operation, type Operation } from "./operation.ts";
import * as requests from "./requests.ts";

/** Containers. Each is an edit like any other, put together here; what it prints is no part of the document. */
export const containerOperations: readonly Operation[] = [
  operation(
    {
      method: "get",
      path: "/api/labs/:lab/containers",
      summary: "The lab's containers.",
      answer: answers.containerListSchema,
    },
    ({ labs, id }) => ({ containers: listContainers(labs.get(id).lab) }),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/containers",
      summary:
        "Make a container and start it: with a stack of its own, plugged into a bridge or not, or in one that is there.",
      body: requests.addContainerSchema,
      answer: answers.containerStateSchema,
      status: 201,
    },
    async ({ labs, id, author, body: { name, network, command } }) => {
      const { lab } = labs.get(id);
      const container = newId();
      await lab.editAs(author, (document) =>
        addContainer(document, { id: container, name, command, network: modeOf(document, network) }),
      );
      return toState(lab, containerNamed(lab, container));
    },
  ),
  changing(
    "start",
    "Start a container: its stack is made anew, with the next free addresses.",
    startContainer,
  ),
  changing(
    "stop",
    "Stop a container: SIGTERM, and SIGKILL two seconds later. Its own stack goes with it.",
    stopContainer,
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/containers/:container/restart",
      summary: "Stop a container and start it anew.",
      answer: answers.containerStateSchema,
    },
    async ({ labs, id, author, part }) => {
      const { lab } = labs.get(id);
      const { id: container } = containerNamed(lab, part);
      await lab.editAs(author, (document) => stopContainer(document, container));
      await lab.editAs(author, (document) => startContainer(document, container));
      return toState(lab, containerNamed(lab, container));
    },
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/containers/:container/connect",
      summary: "Plug a container into one more bridge, while it runs or from its next start on.",
      body: requests.connectContainerSchema,
      answer: answers.containerStateSchema,
    },
    ({ labs, id, author, part, body: { network, aliases } }) =>
      change(labs.get(id).lab, author, part, (document, container) =>
        connectContainer(document, container, bridgeNamed(document.topology, network), { aliases }),
      ),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/containers/:container/disconnect",
      summary: "Unplug a container from a bridge.",
      body: requests.disconnectContainerSchema,
      answer: answers.containerStateSchema,
    },
    ({ labs, id, author, part, body: { network } }) =>
      change(labs.get(id).lab, author, part, (document, container) =>
        disconnectContainer(document, container, bridgeNamed(document.topology, network)),
      ),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/containers/:container/link",
      summary: "Let a container call another one by name, and not the other way round.",
      body: requests.linkContainerSchema,
      answer: answers.containerStateSchema,
    },
    ({ labs, id, author, part, body }) => {
      const { lab } = labs.get(id);
      const other = containerNamed(lab, body.container);
      return change(lab, author, part, (document, container) =>
        linkContainer(document, container, other.id, body.alias ?? other.name),
      );
    },
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/containers/:container/unlink",
      summary: "Take a link back.",
      body: requests.unlinkContainerSchema,
      answer: answers.containerStateSchema,
    },
    ({ labs, id, author, part, body }) => {
      const { lab } = labs.get(id);
      const other = containerNamed(lab, body.container);
      return change(lab, author, part, (document, container) =>
        unlinkContainer(document, container, other.id),
      );
    },
  ),
  operation(
    {
      method: "get",
      path: "/api/labs/:lab/containers/:container/output",
      summary: "What a container printed.",
      answer: answers.containerOutputSchema,
    },
    async ({ labs, id, part }) => {
      const { lab } = labs.get(id);
      const { containers } = await lab.ready();
      return { output: containers.outputOf(containerNamed(lab, part).id).text };
    },
  ),
  operation(
    {
      method: "delete",
      path: "/api/labs/:lab/containers/:container",
      summary: "Remove a container, running or not, and what uses its stack.",
      status: 204,
    },
    async ({ labs, id, author, part }) => {
      const { lab } = labs.get(id);
      const { id: container } = containerNamed(lab, part);
      await lab.editAs(author, (document) => removeContainer(document, container));
    },
  ),
];

function changing(
  verb: "start" | "stop",
  summary: string,
  make: (document: Document, container: RecordId) => Edit | null,
): Operation {
  return operation(
    {
      method: "post",
      path: `/api/labs/:lab/containers/:container/${verb}`,
      summary,
      answer: answers.containerStateSchema,
    },
    ({ labs, id, author, part }) => change(labs.get(id).lab, author, part, make),
  );
}

async function change(
  lab: Lab,
  author: Author,
  called: string,
  make: (document: Document, container: RecordId) => Edit | null,
): Promise<ContainerState> {
  const { id } = containerNamed(lab, called);
  await lab.editAs(author, (document) => make(document, id));
  return toState(lab, containerNamed(lab, id));
}
