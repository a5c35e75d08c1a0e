import { subnetsOf } from "../../shared/container-edits.ts";
import { batch } from "../../shared/edit.ts";
import { newId } from "../../shared/ids.ts";
import { hostId } from "../../shared/names.ts";
import { addNetwork, removeNetworks } from "../../shared/network-edits.ts";
import { membersOf } from "../../shared/network-members.ts";
import { formatPrefix, networkOf } from "../../shared/prefix.ts";
import { interfacesOf, type BridgeRecord, type Topology } from "../../shared/topology.ts";
import { bridgeNamed } from "../containers.ts";
import * as answers from "./answers.ts";
import { operation, type Operation } from "./operation.ts";
import * as requests from "./requests.ts";

/** Networks in Docker's sense: bridges of the lab's host, and who is plugged into them. */
export const networkOperations: readonly Operation[] = [
  operation(
    {
      method: "get",
      path: "/api/labs/:lab/networks",
      summary: "The bridges of the lab's host as networks, with their members.",
      answer: answers.networkListSchema,
    },
    ({ labs, id }) => {
      const { topology } = labs.get(id).lab.document;
      return { networks: bridgesOf(topology).map((bridge) => toNetwork(topology, bridge)) };
    },
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/networks",
      summary:
        "Make a network on which containers find each other by name: a bridge with an address, a way out by masquerade, and rules that keep other networks apart.",
      body: requests.addNetworkSchema,
      answer: answers.networkSchema,
      status: 201,
    },
    async ({ labs, id, author, body }) => {
      const { lab } = labs.get(id);
      const network = newId();
      await lab.editAs(author, (document) => addNetwork(document, { id: network, ...body }));
      const { topology } = lab.document;
      return bridgesOf(topology)
        .filter((bridge) => bridge.id === network)
        .map((bridge) => toNetwork(topology, bridge))[0];
    },
  ),
  operation(
    {
      method: "get",
      path: "/api/labs/:lab/networks/:network",
      summary: "Inspect a network: each member's name, MAC address, IPv4 and IPv6 addresses.",
      answer: answers.networkSchema,
    },
    ({ labs, id, part }) => {
      const { topology } = labs.get(id).lab.document;
      const network = bridgeNamed(topology, part);
      return bridgesOf(topology)
        .filter((bridge) => bridge.id === network)
        .map((bridge) => toNetwork(topology, bridge))[0];
    },
  ),
  operation(
    {
      method: "delete",
      path: "/api/labs/:lab/networks/:network",
      summary: "Remove a network with its rules; its members are unplugged.",
      status: 204,
    },
    async ({ labs, id, author, part }) => {
      const { lab } = labs.get(id);
      await lab.editAs(author, (document) =>
        batch(...removeNetworks(document, [bridgeNamed(document.topology, part)])),
      );
    },
  ),
];

function bridgesOf(topology: Topology): BridgeRecord[] {
  return [...interfacesOf(topology, hostId)].filter((record) => record.kind === "bridge");
}

function toNetwork(topology: Topology, bridge: BridgeRecord) {
  return {
    id: bridge.id,
    name: bridge.name,
    resolvesNames: bridge.resolvesNames,
    subnets: subnetsOf(bridge).map((own) => ({ subnet: formatPrefix(networkOf(own)), gateway: own.address })),
    members: membersOf(topology, bridge.id),
  };
}
