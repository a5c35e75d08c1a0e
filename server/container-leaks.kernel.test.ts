import { expect, test } from "vitest";
import {
  addContainer,
  connectContainer,
  disconnectContainer,
  startContainer,
  stopContainer,
} from "../shared/container-edits.ts";
import { batch, type Edit } from "../shared/edit.ts";
import { addNetwork, removeNetworks } from "../shared/network-edits.ts";
import { recordsOfKind, type Document } from "../shared/topology.ts";
import { execIn } from "./kernel/exec.ts";
import { eventually } from "./testing/eventually.ts";
import { ada, bob, expectKernelIsDocument, testLab } from "./testing/labs.ts";

/** `VETHLAB_STOPS=200` for the long way. */
const stops = Number(process.env["VETHLAB_STOPS"] ?? 24);
const names = ["c1", "c2", "c3", "c4", "c5", "c6"];

/** The same numbers for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test(
  `CONT-9 containers stopped in any order, while others come and go, leave nothing behind (${stops} stops)`,
  async () => {
    await using own = await testLab();
    const { lab } = own;
    const next = random(7);
    const one = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
    const edit = (make: (document: Document) => Edit | null, author = ada) => lab.editAs(author, make);
    const shell = async (command: string) =>
      (await execIn(await lab.ready(), "host", ["sh", "-c", command], 20_000)).stdout;
    const leftovers = () =>
      shell(
        "ls /run/netns; ls /run/containers 2>/dev/null; ip -o link | grep -c veth; ps -e -o args= | grep -c -e '^sleep' -e '^container-init' -e '^vethlab-container'; nft list ruleset",
      );
    // lo's sleeping first process is one of them.
    const clean = await leftovers();
    await edit((document) => addNetwork(document, { id: "a", name: "a" }));
    await edit((document) => addNetwork(document, { id: "b", name: "b" }));
    for (const name of names) {
      const bridge = one(["a", "b"]);
      await edit((document) =>
        addContainer(document, { id: name, name, network: { mode: "bridge", bridge } }),
      );
    }
    let stopped = 0;
    while (stopped < stops) {
      const [victim, other] = [one(names), one(names)];
      const bridge = one(["a", "b"]);
      const isPlug = next() < 0.5;
      const plugging = edit(
        (document) =>
          isPlug ? connectContainer(document, other, bridge) : disconnectContainer(document, other, bridge),
        bob,
      );
      const pid = lab.machine?.containers.pidOf(victim) ?? null;
      const isByHand = next() < 0.5 && pid !== null;
      if (isByHand) await shell(`kill -${one(["TERM", "KILL"])} ${pid}`);
      else await edit((document) => stopContainer(document, victim));
      await plugging;
      await eventually(() => expect(lab.document.topology[victim]).toMatchObject({ state: "stopped" }));
      stopped += 1;
      if (next() < 0.7) await edit((document) => startContainer(document, victim));
      if (stopped % 20 === 0) await expectKernelIsDocument(lab);
    }
    await expectKernelIsDocument(lab);
    const addresses = [...recordsOfKind(lab.document.topology, "veth")].flatMap((end) => end.addresses);
    expect(new Set(addresses).size).toBe(addresses.length);
    await edit(() => batch(...names.map((id): Edit => ({ op: "remove", id }))));
    await edit((document) => batch(...removeNetworks(document, ["a", "b"])));
    await expectKernelIsDocument(lab);
    expect(
      Object.keys(lab.document.topology).filter((id) => lab.document.topology[id]?.kind !== "firewall"),
    ).toEqual(["host"]);
    await eventually(async () => expect(await leftovers()).toBe(clean));
    expect(lab.machine?.containers.ids).toEqual([]);
  },
  60_000 + stops * 2000,
);
