import { connectContainer, disconnectContainer } from "../../shared/container-edits.ts";
import { interfaceNameSchema } from "../../shared/fields.ts";
import { newId } from "../../shared/ids.ts";
import { addNetwork, removeNetworks } from "../../shared/network-edits.ts";
import { membersOf } from "../../shared/network-members.ts";
import { containsAddress, formatPrefix, networkOf, parsePrefix } from "../../shared/prefix.ts";
import { batch } from "../../shared/edit.ts";
import { DockerError } from "./answer.ts";
import type { Command, Commands } from "./command.ts";
import { checkName, Draft } from "./draft.ts";
import {
  defaultNetwork,
  findContainer,
  findNetwork,
  longId,
  networkName,
  networksOf,
  shortId,
} from "./find.ts";
import { inspectNetworks } from "./inspect.ts";
import { checkAddress } from "./run.ts";
import { formatTable } from "./text.ts";

const create: Command = {
  usage: "[OPTIONS] NETWORK",
  options: {
    driver: { short: "d", value: "bridge" },
    subnet: { value: "SUBNET" },
    gateway: { value: "ADDRESS" },
  },
  needs: 1,
  run: async ({ lab, author, words }) => {
    const [name = ""] = words.rest;
    const [driver = "bridge", subnet, gateway] = [
      words.one("driver"),
      words.one("subnet"),
      words.one("gateway"),
    ];
    if (driver !== "bridge")
      throw new DockerError(
        `the driver ${driver} is not known in a lab; there is bridge, and other kinds are made with ip link`,
      );
    const id = newId();
    await lab.editAs(author, (document) => {
      if (isReserved(name) || networksOf(document.topology).some((bridge) => bridge.name === name))
        throw new DockerError(`network with name ${name} already exists`);
      checkName("network", interfaceNameSchema, name);
      checkSubnet(subnet, gateway);
      const draft = new Draft(document);
      draft.add(addNetwork(document, { id, name, subnet, gateway }), "there is no free subnet");
      return draft.edit;
    });
    return { stdout: `${longId(id)}\n` };
  },
};

const ls: Command = {
  usage: "",
  options: { quiet: { short: "q" } },
  needs: 0,
  run: ({ lab, words }) => {
    const bridges = networksOf(lab.document.topology);
    const own = bridges.map((bridge) => [shortId(bridge.id), networkName(bridge), "bridge", "local"]);
    const isThere = own.some(([, name]) => name === defaultNetwork.name);
    const rows = [
      ...own,
      ...(isThere ? [] : [[shortId(defaultNetwork.bridge), defaultNetwork.name, "bridge", "local"]]),
      ...["host", "none"].map((name) => [shortId(name), name, name === "none" ? "null" : name, "local"]),
    ].sort((one, other) => (one[1] ?? "").localeCompare(other[1] ?? ""));
    if (words.has("quiet")) return { stdout: rows.map(([id]) => `${id}\n`).join("") };
    return { stdout: formatTable([["NETWORK ID", "NAME", "DRIVER", "SCOPE"], ...rows]) };
  },
};

const connect: Command = {
  usage: "[OPTIONS] NETWORK CONTAINER",
  options: { alias: { value: "ALIAS" }, ip: { value: "ADDRESS" } },
  needs: 2,
  run: async ({ lab, author, words }) => {
    const [network = "", called = ""] = words.rest;
    const [aliases, address] = [words.all("alias"), words.one("ip")];
    await lab.editAs(author, (document) => {
      const draft = new Draft(document);
      const { id, name, stack } = findContainer(document.topology, called);
      const bridge = draft.bridgeOf(network);
      checkAddress(draft.topology, bridge, address);
      const why = stack === "shared" ? "has no network of its own" : `is in network ${network} already`;
      draft.add(
        connectContainer(draft.document, id, bridge, { aliases, address }),
        `container ${name} ${why}`,
      );
      return draft.edit;
    });
    return {};
  },
};

const disconnect: Command = {
  usage: "NETWORK CONTAINER",
  options: { force: { short: "f" } },
  needs: 2,
  run: async ({ lab, author, words: { rest } }) => {
    const [network = "", called = ""] = rest;
    await lab.editAs(author, (document) => {
      const draft = new Draft(document);
      const { id, name } = findContainer(document.topology, called);
      const bridge = findNetwork(document.topology, network)?.id ?? "";
      draft.add(
        disconnectContainer(document, id, bridge),
        `container ${name} is not connected to network ${network}`,
      );
      return draft.edit;
    });
    return {};
  },
};

const rm: Command = {
  usage: "NETWORK [NETWORK...]",
  options: {},
  needs: 1,
  run: async ({ lab, author, words: { rest } }) => {
    for (const called of rest) {
      await lab.editAs(author, (document) => {
        const bridge = isReserved(called) ? null : findNetwork(document.topology, called);
        if (bridge === null)
          throw new DockerError(`${called} is a pre-defined network and cannot be removed`);
        const members = membersOf(document.topology, bridge.id).map(({ name }) => name);
        if (members.length > 0)
          throw new DockerError(`network ${called} has active endpoints: ${members.join(", ")}`);
        return batch(...removeNetworks(document, [bridge.id]));
      });
    }
    return { stdout: rest.map((called) => `${called}\n`).join("") };
  },
};

const inspect: Command = {
  usage: "[OPTIONS] NETWORK [NETWORK...]",
  options: { format: { short: "f", value: "TEMPLATE" } },
  needs: 1,
  run: async ({ lab, author, words }) => {
    await lab.editAs(author, (document) => {
      const draft = new Draft(document);
      for (const called of words.rest) draft.bridgeOf(called);
      return draft.edit;
    });
    return { stdout: inspectNetworks(lab.document.topology, words.rest, words.one("format")) };
  },
};

export const networkCommands: Commands = { connect, create, disconnect, inspect, ls, rm };

function isReserved(name: string): boolean {
  return [defaultNetwork.name, "host", "none"].includes(name);
}

function checkSubnet(subnet: string | undefined, gateway: string | undefined): void {
  const prefix = subnet === undefined ? null : parsePrefix(subnet);
  if (subnet !== undefined && prefix === null)
    throw new DockerError(`invalid subnet ${subnet}: it must be as 172.20.0.0/16`);
  if (gateway === undefined) return;
  if (prefix === null) throw new DockerError("--gateway needs --subnet");
  if (!containsAddress(networkOf(prefix), gateway))
    throw new DockerError(`gateway ${gateway} is not in the subnet ${formatPrefix(networkOf(prefix))}`);
}
