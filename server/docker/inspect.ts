import type { ContainerRecord } from "../../shared/container.ts";
import { subnetsOf } from "../../shared/container-edits.ts";
import { ownerOf } from "../../shared/container-rules.ts";
import { membersOf } from "../../shared/network-members.ts";
import { formatPrefix, networkOf } from "../../shared/prefix.ts";
import { isInterface, type BridgeRecord, type RecordId, type Topology } from "../../shared/topology.ts";
import type { Lab } from "../lab.ts";
import type { Command } from "./command.ts";
import { DockerError } from "./answer.ts";
import { findContainer, findNetwork, longId, networkName } from "./find.ts";
import { fillTemplate } from "./template.ts";

/** What `docker inspect` and `docker network inspect` tell, under Docker's names: what there is in a lab of it. */
export const inspect: Command = {
  usage: "[OPTIONS] NAME [NAME...]",
  options: { format: { short: "f", value: "TEMPLATE" }, type: { value: "container|network" } },
  needs: 1,
  run: ({ lab, words }) => {
    const { topology } = lab.document;
    const all = words.rest.map((called) => {
      try {
        return toContainer(lab, findContainer(topology, called));
      } catch {
        return toNetworkCalled(topology, called);
      }
    });
    return { stdout: formatAll(all, words.one("format")) };
  },
};

export function inspectNetworks(
  topology: Topology,
  called: readonly string[],
  template: string | undefined,
): string {
  return formatAll(
    called.map((each) => toNetworkCalled(topology, each)),
    template,
  );
}

function formatAll(all: readonly object[], template: string | undefined): string {
  if (template === undefined) return `${JSON.stringify(all, null, 4)}\n`;
  return all.map((each) => `${fillTemplate(template, each)}\n`).join("");
}

function toNetworkCalled(topology: Topology, called: string): object {
  try {
    const bridge = findNetwork(topology, called);
    if (bridge !== null) return toNetwork(topology, bridge);
  } catch {
    // It is told below.
  }
  throw new DockerError(`No such object: ${called}`);
}

function toNetwork(topology: Topology, bridge: BridgeRecord): object {
  const members: [string, object][] = membersOf(topology, bridge.id).map((member) => [
    longId(stackOf(topology, member.id)),
    {
      Name: member.name,
      EndpointID: longId(member.id),
      MacAddress: member.macAddress,
      IPv4Address: member.ipv4[0] ?? "",
      IPv6Address: member.ipv6[0] ?? "",
    },
  ]);
  return {
    Name: networkName(bridge),
    Id: longId(bridge.id),
    Scope: "local",
    Driver: "bridge",
    EnableIPv6: subnetsOf(bridge).some(({ family }) => family === "ipv6"),
    IPAM: {
      Driver: "default",
      Options: {},
      Config: subnetsOf(bridge).map((own) => ({
        Subnet: formatPrefix(networkOf(own)),
        Gateway: own.address,
      })),
    },
    Internal: false,
    Containers: Object.fromEntries(members),
    Options: { "com.docker.network.bridge.name": bridge.name },
    Labels: {},
  };
}

/** Of the container that the interface is in, or of the namespace. */
function stackOf(topology: Topology, id: RecordId): RecordId {
  const end = topology[id];
  if (!isInterface(end)) return id;
  return ownerOf(topology, end.namespace)?.id ?? end.namespace;
}

function toContainer(lab: Lab, record: ContainerRecord): object {
  const { topology } = lab.document;
  const { id, name, state, command, ports } = record;
  const containers = lab.machine?.containers;
  const networks = networksOfContainer(topology, record);
  const [first] = Object.values(networks);
  const isRunning = state === "running";
  const bindings = Object.fromEntries(
    ports.map(({ hostPort, port, protocol }) => [
      `${port}/${protocol}`,
      [{ HostIp: "0.0.0.0", HostPort: String(hostPort) }],
    ]),
  );
  return {
    Id: longId(id),
    Name: `/${name}`,
    Path: command[0],
    Args: command.slice(1),
    State: {
      Status: isRunning ? "running" : "exited",
      Running: isRunning,
      Pid: containers?.pidOf(id) ?? 0,
      ExitCode: containers?.endOf(id)?.exitCode ?? 0,
    },
    HostConfig: { NetworkMode: modeOf(topology, record), PortBindings: bindings },
    Config: { Hostname: name, Cmd: command, Image: "lab" },
    NetworkSettings: {
      Ports: isRunning ? bindings : {},
      Gateway: first?.Gateway ?? "",
      IPAddress: first?.IPAddress ?? "",
      IPPrefixLen: first?.IPPrefixLen ?? 0,
      MacAddress: first?.MacAddress ?? "",
      Networks: networks,
    },
  };
}

interface Endpoint {
  readonly Aliases: readonly string[];
  readonly NetworkID: string;
  readonly Gateway: string;
  readonly IPAddress: string;
  readonly IPPrefixLen: number;
  readonly MacAddress: string;
}

function networksOfContainer(
  topology: Topology,
  record: ContainerRecord,
): Readonly<Record<string, Endpoint>> {
  const found = record.connections.flatMap(({ bridge: id, aliases }) => {
    const bridge = topology[id];
    if (bridge?.kind !== "bridge") return [];
    const member = membersOf(topology, id).find((each) => stackOf(topology, each.id) === record.id);
    const [address = "", length = "0"] = member?.ipv4[0]?.split("/") ?? [];
    const endpoint: Endpoint = {
      Aliases: aliases,
      NetworkID: longId(id),
      Gateway: subnetsOf(bridge).find(({ family }) => family === "ipv4")?.address ?? "",
      IPAddress: address,
      IPPrefixLen: Number(length),
      MacAddress: member?.macAddress ?? "",
    };
    return [[networkName(bridge), endpoint] as const];
  });
  return Object.fromEntries(found);
}

function modeOf(topology: Topology, { stack, namespace, connections }: ContainerRecord): string {
  const bridge = topology[connections[0]?.bridge ?? ""];
  if (stack === "own") return bridge?.kind === "bridge" ? networkName(bridge) : "none";
  const owner = ownerOf(topology, namespace);
  if (owner !== undefined) return `container:${longId(owner.id)}`;
  const at = topology[namespace];
  return at?.kind === "namespace" ? at.name : "host";
}
