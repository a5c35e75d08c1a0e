import { hostId } from "../../shared/names.ts";
import {
  bridgeOf,
  interfacesOf,
  isInterface,
  recordsOfKind,
  type Topology,
  type VethRecord,
} from "../../shared/topology.ts";
import { byName } from "../plan/difference.ts";

/** `_` that may begin or end emphasis, the point of a list's number, and of what GitHub's Markdown takes for a link. */
const markdown = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|(?<=^\d+)\.$|(?<=^www)\./giu;

/** Mermaid 11 reads every label as Markdown (https://github.com/mermaid-js/mermaid/issues/5824); a character's number it does not. */
function shown(name: string): string {
  return name.replaceAll(markdown, (sign) => `#${sign.charCodeAt(0)};`);
}

/** A flowchart (https://mermaid.js.org/syntax/flowchart.html) of cards, bridges and links, with names and addresses. */
export function toMermaid(topology: Topology): string {
  const lines = ["flowchart LR"];
  const ids = new Map<string, string>();
  // Mermaid's own words, `end` among them, are no ids.
  const idOf = (record: string) => ids.get(record) ?? "";
  const add = (record: string, letter: string) => void ids.set(record, `${letter}${ids.size + 1}`);
  for (const { id, name } of [...recordsOfKind(topology, "namespace")].toSorted(byName)) {
    const bridges = [...interfacesOf(topology, id)].filter(({ kind }) => kind === "bridge").toSorted(byName);
    const card = `["${[shown(name), ...loopback(id, topology)].join("<br>")}"]`;
    add(id, "n");
    if (bridges.length === 0) {
      if (needsCard(id, topology)) lines.push(`  ${idOf(id)}${card}`);
      continue;
    }
    lines.push(`  subgraph ${idOf(id)}s["${shown(name)}"]`);
    if (needsCard(id, topology)) lines.push(`    ${idOf(id)}${card}`);
    for (const bridge of bridges) {
      add(bridge.id, "b");
      lines.push(`    ${idOf(bridge.id)}{{"${[shown(bridge.name), ...bridge.addresses].join("<br>")}"}}`);
    }
    lines.push("  end");
  }
  for (const end of [...recordsOfKind(topology, "veth")].toSorted(byName)) {
    const peer = topology[end.peer];
    if (peer?.kind !== "veth" || end.id > peer.id) continue;
    const line = isUp(end, peer) ? "---" : "-.-";
    const [one, other] = [holder(end, topology), holder(peer, topology)];
    lines.push(`  ${idOf(one)} ${line}|"${endText(end)} – ${endText(peer)}"| ${idOf(other)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** The host's card is in the way where all that is in it is bridges and their ports. */
function needsCard(id: string, topology: Topology): boolean {
  return (
    id !== hostId ||
    [...interfacesOf(topology, id)].some((each) => each.kind === "veth" && bridgeOf(topology, each) === null)
  );
}

function loopback(id: string, topology: Topology): readonly string[] {
  const record = topology[id];
  return record?.kind === "namespace" ? record.loopback.addresses.map((address) => `lo ${address}`) : [];
}

function holder(end: VethRecord, topology: Topology): string {
  return bridgeOf(topology, end)?.id ?? end.namespace;
}

function isUp(...ends: readonly VethRecord[]): boolean {
  return ends.every((end) => isInterface(end) && end.adminState === "up");
}

function endText({ name, addresses }: VethRecord): string {
  return [shown(name), ...addresses].join(" ");
}
