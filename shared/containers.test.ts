import { describe, expect, test } from "vitest";
import { applyEdit } from "./apply-edit.ts";
import { newContainer } from "./container.ts";
import {
  addContainer,
  connectContainer,
  disconnectContainer,
  moveContainer,
  removeContainer,
  renameContainer,
  setPorts,
  startContainer,
  stopContainer,
} from "./container-edits.ts";
import { batch, type Edit } from "./edit.ts";
import { ProblemError } from "./errors.ts";
import { matchesAll, newFirewall } from "./firewall.ts";
import { invertEdit } from "./invert-edit.ts";
import { emptyDocument, newBridge, newNamespace, recordsOfKind, type Document } from "./topology.ts";

const docker0 = newBridge("docker0", "host", "docker0", { adminState: "up", addresses: ["172.17.0.1/16"] });
const lan = newBridge("lan", "host", "lan", { adminState: "up", addresses: ["10.1.0.1/30", "fd00::1/64"] });
const bridges = applyEdit(
  emptyDocument,
  batch(
    { op: "add", record: docker0 },
    { op: "add", record: lan },
    { op: "add", record: newNamespace("red", "red") },
  ),
);

function after(document: Document, ...makes: readonly ((document: Document) => Edit | null)[]): Document {
  return makes.reduce((now, make) => applyEdit(now, make(now) ?? batch()), document);
}

const withBox = (id: string) => (document: Document) =>
  addContainer(document, {
    id,
    name: id,
    network: { mode: "bridge", bridge: "docker0" },
    at: { x: 10, y: 20 },
  });

function box(document: Document, id: string) {
  const record = document.topology[id];
  if (record?.kind !== "container") throw new Error(`no ${id}`);
  return record;
}

const addressesOf = ({ topology }: Document) =>
  [...recordsOfKind(topology, "veth")].flatMap(({ addresses }) => addresses);

function problemOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
  return undefined;
}

describe("CONT-2 a stack of its own comes and goes with its process", () => {
  test("its stop takes what it brought along, and its start brings it anew, where it stood", () => {
    const running = after(bridges, withBox("box1"));
    const { namespace } = box(running, "box1");
    const moved = applyEdit(running, { op: "place", positions: { [namespace]: { x: 7, y: 8 } } });
    const stopped = after(moved, (document) => stopContainer(document, "box1"));
    expect(Object.keys(stopped.topology).toSorted()).toEqual(["box1", "docker0", "host", "lan", "red"]);
    expect(stopped.layout).toEqual({ box1: { x: 7, y: 8 } });
    const again = after(stopped, (document) => startContainer(document, "box1"));
    expect(box(again, "box1").namespace).toBe(namespace);
    expect(again.layout[namespace]).toEqual({ x: 7, y: 8 });
    expect(addressesOf(again)).toEqual(["172.17.0.2/16"]);
    expect(startContainer(again, "box1")).toBeNull();
    expect(stopContainer(stopped, "box1")).toBeNull();
  });

  test("an address is not given twice, and free again when it stops", () => {
    const two = after(bridges, withBox("box1"), withBox("box2"));
    expect(addressesOf(two).toSorted()).toEqual(["172.17.0.2/16", "172.17.0.3/16"]);
    const one = after(two, (document) => stopContainer(document, "box1"), withBox("box3"));
    expect(addressesOf(one).toSorted()).toEqual(["172.17.0.2/16", "172.17.0.3/16"]);
  });

  test("a full network gives none, and the container is there all the same", () => {
    const plug = (id: string) => (document: Document) =>
      addContainer(document, { id, network: { mode: "bridge", bridge: "lan" } });
    const full = after(bridges, plug("one"), plug("two"));
    expect(addressesOf(full)).toEqual(["10.1.0.2/30", "fd00::2/64", "fd00::3/64"]);
    expect([...recordsOfKind(full.topology, "container")].map(({ name }) => name)).toEqual(["box1", "box2"]);
  });

  test("the namespace and the running process need each other", () => {
    const running = after(bridges, withBox("box1"));
    const { namespace } = box(running, "box1");
    const removed = applyEdit(running, { op: "remove", id: namespace });
    expect(box(removed, "box1").state).toBe("stopped");
    const start: Edit = { op: "update", id: "box1", changes: { state: "running" } };
    expect(problemOf(() => applyEdit(removed, start))).toBe("process-without-stack");
    expect(problemOf(() => applyEdit(running, { ...start, changes: { state: "stopped" } }))).toBe(
      "stack-without-process",
    );
    const taking = newContainer("thief", "red", "thief", { state: "running" });
    expect(problemOf(() => applyEdit(running, { op: "add", record: taking }))).toBe("stack-taken");
    const second = newContainer("second", namespace, "second", { state: "running" });
    expect(problemOf(() => applyEdit(running, { op: "add", record: second }))).toBe("stack-taken");
  });

  test("what is done to it can be taken back", () => {
    const running = after(bridges, withBox("box1"), withBox("box2"));
    const edits: readonly (Edit | null)[] = [
      stopContainer(running, "box1"),
      renameContainer(running, "box1", "web"),
      connectContainer(running, "box1", "lan"),
      { op: "remove", id: "box1" },
      { op: "remove", id: box(running, "box1").namespace },
    ];
    for (const edit of edits) {
      const made = edit ?? batch();
      expect(applyEdit(applyEdit(running, made), invertEdit(running, made))).toEqual(running);
    }
    expect(after(running, (document) => renameContainer(document, "box1", "web")).topology).toMatchObject({
      box1: { name: "web" },
      [box(running, "box1").namespace]: { name: "web" },
    });
  });
});

test("CONT-4 who shares a stack stops with it, and goes with its owner", () => {
  const sharing = after(bridges, withBox("box1"), (document) =>
    addContainer(document, { id: "side", name: "side", network: { mode: "container", container: "box1" } }),
  );
  const stopped = after(sharing, (document) => stopContainer(document, "box1"));
  expect(box(stopped, "side").state).toBe("stopped");
  expect(problemOf(() => after(stopped, (document) => startContainer(document, "side")))).toBe(
    "no-such-stack",
  );
  const both = after(
    stopped,
    (document) => startContainer(document, "box1"),
    (document) => startContainer(document, "side"),
  );
  expect(box(both, "side").state).toBe("running");
  expect(applyEdit(both, { op: "remove", id: "box1" }).topology).toEqual(bridges.topology);
  const inRed = after(bridges, (document) =>
    addContainer(document, { id: "in", network: { mode: "namespace", namespace: "red" } }),
  );
  expect(applyEdit(inRed, { op: "remove", id: "red" }).topology["in"]).toBeUndefined();
});

test("CONT-2 plugged into a second bridge, it has an interface more, and its first way out stays", () => {
  const running = after(bridges, withBox("box1"));
  const both = after(running, (document) => connectContainer(document, "box1", "lan", { aliases: ["db"] }));
  const { namespace, connections } = box(both, "box1");
  expect(connections).toEqual([
    { bridge: "docker0", aliases: [] },
    { bridge: "lan", aliases: ["db"] },
  ]);
  const inside = [...recordsOfKind(both.topology, "veth")].filter((end) => end.namespace === namespace);
  expect(inside.map(({ name, addresses }) => [name, addresses])).toEqual([
    ["eth0", ["172.17.0.2/16"]],
    ["eth1", ["10.1.0.2/30", "fd00::2/64"]],
  ]);
  expect([...recordsOfKind(both.topology, "route")]).toHaveLength(1);
  const back = after(both, (document) => disconnectContainer(document, "box1", "lan"));
  expect(back).toEqual(running);
  expect(disconnectContainer(back, "box1", "lan")).toBeNull();
  const without = applyEdit(both, { op: "remove", id: "lan" });
  expect(box(without, "box1").connections).toEqual([{ bridge: "docker0", aliases: [] }]);
});

test("DOCKER-3: published ports lead to the address of now, and what else is in the chain stays", () => {
  const rulesOf = ({ topology }: Document) =>
    [...recordsOfKind(topology, "firewall")].flatMap(({ prerouting }) =>
      prerouting.rules.map((rule) =>
        "to" in rule ? `${rule.protocol} ${rule.destinationPorts} ${rule.to}` : rule.action,
      ),
    );
  const ports = [
    { hostPort: 8080, port: 80, protocol: "tcp" },
    { hostPort: 53, port: 53, protocol: "udp" },
  ] as const;
  const network = { mode: "bridge", bridge: "docker0" } as const;
  const firewall = newFirewall("fire", "host", {
    prerouting: { policy: "accept", rules: [{ ...matchesAll, action: "count" }] },
  });
  const running = after(
    bridges,
    () => ({ op: "add", record: firewall }),
    (document) => addContainer(document, { id: "web", name: "web", network, address: "172.17.0.9", ports }),
  );
  const published = ["count", "tcp 8080 172.17.0.9:80", "udp 53 172.17.0.9:53"];
  expect(rulesOf(running)).toEqual(published);
  const stopped = after(running, (document) => stopContainer(document, "web"));
  expect(rulesOf(stopped)).toEqual(["count"]);
  expect(rulesOf(after(stopped, (document) => startContainer(document, "web")))).toEqual(published);
  expect(rulesOf(after(running, (document) => removeContainer(document, "web")))).toEqual(["count"]);
  const moved = after(running, (document) => moveContainer(document, "web", { mode: "host" }, "anew"));
  expect(rulesOf(moved)).toEqual(["count"]);
  const other = [{ hostPort: 8081, port: 80, protocol: "tcp" }] as const;
  const changed = after(running, (document) => setPorts(document, "web", other));
  expect(rulesOf(changed)).toEqual(["count", "tcp 8081 172.17.0.9:80"]);
  expect(rulesOf(after(changed, (document) => setPorts(document, "web", [])))).toEqual(["count"]);
  expect(rulesOf(after(stopped, (document) => setPorts(document, "web", other)))).toEqual(["count"]);
  // As when it has ended by itself: the rule is still there.
  const ended = after(running, () => ({ op: "remove", id: box(running, "web").namespace }));
  expect(rulesOf(ended)).toEqual(published);
  expect(rulesOf(after(ended, (document) => startContainer(document, "web")))).toEqual(published);
});
