import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { own } from "../../shared/own.ts";
import { applyObservedDiff } from "../../shared/diff-observed.ts";
import type { Observed, ObservedDiff } from "../../shared/observed.ts";
import { eventually } from "../testing/eventually.ts";
import { labUid } from "../testing/labs.ts";
import { execIn } from "./exec.ts";
import { startMachine, type Machine } from "./machine.ts";
import { Observer } from "./observer.ts";

let machine: Machine;
let observer: Observer;
let diffs: ObservedDiff[];
beforeEach(async () => {
  machine = await startMachine(labUid());
  diffs = [];
  observer = await Observer.start(machine, (diff) => diffs.push(diff));
});
afterEach(async () => {
  observer.stop();
  await machine.stop();
});

/** What somebody types in a terminal. Nothing here asks the observer to look. */
async function byHand(command: string): Promise<string> {
  const { exitCode, stdout, stderr } = await execIn(machine, "host", ["sh", "-ec", command], 20_000);
  expect({ command, stderr, exitCode }).toMatchObject({ exitCode: 0 });
  return stdout;
}

const namespaceOf = (name: string) => own(observer.observed.namespaces, name);
const interfaceOf = (namespace: string, name: string) => namespaceOf(namespace)?.interfaces[name];

function expectFirstAddress(): void {
  const addresses = interfaceOf("red", "eth0")?.addresses.map(({ address }) => address);
  expect(addresses).toContain("10.0.0.1/24");
}

describe("what is done by hand", () => {
  beforeEach(async () => {
    await byHand(
      `ip netns add red; ip link add veth0 type veth peer name eth0 netns red; ip link add br0 type bridge
       ip link set dev veth0 master br0; ip link set dev br0 up; ip link set dev veth0 up; ip -n red link set dev eth0 up
       ip -n red address add 10.0.0.1/24 dev eth0`,
    );
    await eventually(expectFirstAddress);
    await observer.settle();
  });

  const changes: readonly [string, string, () => unknown, unknown][] = [
    [
      "an interface taken down",
      "ip -n red link set dev eth0 down",
      () => interfaceOf("red", "eth0")?.adminState,
      "down",
    ],
    [
      "its other end's carrier lost",
      "ip -n red link set dev eth0 down",
      () => interfaceOf("host", "veth0")?.carrier,
      false,
    ],
    [
      "an address added",
      "ip address add 10.9.0.1/24 dev br0",
      () => interfaceOf("host", "br0")?.addresses.some(({ address }) => address === "10.9.0.1/24"),
      true,
    ],
    [
      "an address taken away",
      "ip -n red address delete 10.0.0.1/24 dev eth0",
      () => interfaceOf("red", "eth0")?.addresses.some(({ address }) => address === "10.0.0.1/24"),
      false,
    ],
    [
      "a route",
      "ip -n red route add 10.8.0.0/16 via 10.0.0.2",
      () => namespaceOf("red")?.routes.find(({ destination }) => destination === "10.8.0.0/16")?.gateway,
      "10.0.0.2",
    ],
    [
      "an IPv6 default route",
      "ip -n red route add default via fe80::1 dev eth0",
      () => namespaceOf("red")?.routes.find(({ destination }) => destination === "::/0"),
      {
        destination: "::/0",
        gateway: "fe80::1",
        interface: "eth0",
        metric: 1024,
        table: 254,
        protocol: "boot",
        flags: [],
      },
    ],
    [
      "a neighbour",
      "ip -n red neighbor add 10.0.0.9 lladdr 02:00:00:00:00:09 dev eth0",
      () => namespaceOf("red")?.neighbors.find(({ address }) => address === "10.0.0.9"),
      { address: "10.0.0.9", interface: "eth0", macAddress: "02:00:00:00:00:09", state: "PERMANENT" },
    ],
    [
      "forwarding",
      "ip netns exec red sysctl -qw net.ipv4.ip_forward=1",
      () => namespaceOf("red")?.forwarding.ipv4,
      true,
    ],
    [
      "MTU and MAC address",
      "ip link set dev br0 mtu 1400 address 02:00:00:00:00:07",
      () => [interfaceOf("host", "br0")?.mtu, interfaceOf("host", "br0")?.macAddress],
      [1400, "02:00:00:00:00:07"],
    ],
    [
      "a name",
      "ip link set dev br0 name lan",
      () => [
        interfaceOf("host", "br0"),
        interfaceOf("host", "lan")?.kind,
        interfaceOf("host", "veth0")?.master,
      ],
      [undefined, "bridge", "lan"],
    ],
    [
      "a port that leaves",
      "ip link set dev veth0 nomaster",
      () => [interfaceOf("host", "veth0")?.master, interfaceOf("host", "veth0")?.bridgePort],
      [null, null],
    ],
    [
      "STP",
      "ip link set dev br0 type bridge stp_state 1 ageing_time 1000",
      () => interfaceOf("host", "br0")?.bridge,
      { stp: true, ageingTimeSeconds: 10, vlanFiltering: false },
    ],
    [
      "a move",
      "ip link set dev veth0 netns red",
      () => [interfaceOf("host", "veth0"), interfaceOf("red", "veth0")?.adminState],
      [undefined, "down"],
    ],
    [
      "a removal",
      "ip link delete dev veth0",
      () => [interfaceOf("host", "veth0"), interfaceOf("red", "eth0")],
      [undefined, undefined],
    ],
    ["a namespace deleted", "ip netns delete red", () => namespaceOf("red"), undefined],
    [
      "a namespace renamed",
      "touch /run/netns/blue; mount --bind /run/netns/red /run/netns/blue; umount --lazy /run/netns/red; rm /run/netns/red",
      () => [namespaceOf("red"), interfaceOf("blue", "eth0")?.kind],
      [undefined, "veth"],
    ],
    [
      "a namespace replaced under its name",
      "ip netns delete red; ip netns add red",
      () => Object.keys(namespaceOf("red")?.interfaces ?? {}),
      ["lo"],
    ],
  ];
  test.each(changes)("OBS-4: is seen without anybody asking: %s", async (_what, command, look, expected) => {
    await byHand(command);
    await eventually(() => expect(look()).toEqual(expected));
  });

  test("OBS-4: the diffs told lead to what is seen", async () => {
    const start: Observed = observer.observed;
    diffs.length = 0;
    await byHand("ip -n red link set dev eth0 mtu 1400; ip netns add blue; ip link delete dev br0");
    await eventually(() =>
      expect([namespaceOf("blue")?.inode, interfaceOf("host", "br0")]).toEqual([
        expect.any(Number),
        undefined,
      ]),
    );
    await observer.settle();
    expect(diffs.reduce(applyObservedDiff, start)).toEqual(observer.observed);
  });

  test("OBS-2: what changes nothing is not told", async () => {
    await observer.settle();
    diffs.length = 0;
    await byHand(
      "ip link set dev br0 up; ip -n red link set dev eth0 up; ip address add 10.9.0.1/24 dev br0; ip address delete 10.9.0.1/24 dev br0; ip netns add blue",
    );
    await eventually(() => expect(namespaceOf("blue")?.interfaces["lo"]?.adminState).toBe("down"));
    await observer.settle();
    for (const { namespaces } of diffs) expect(Object.keys(namespaces)).not.toEqual([]);
    expect(diffs.flatMap(({ namespaces }) => Object.keys(namespaces["red"]?.interfaces ?? {}))).toEqual([]);
  });

  test("OBS-6: a burst ends in what is there", async () => {
    await byHand(
      "for i in $(seq 1 120); do ip link set dev br0 mtu $((1300 + i)); ip -n red address add 10.7.$i.1/24 dev eth0; done; ip netns add n1; ip netns add n2; ip netns delete n1",
    );
    await eventually(() => {
      expect(interfaceOf("host", "br0")?.mtu).toBe(1420);
      expect(
        interfaceOf("red", "eth0")?.addresses.filter(({ address }) => address.startsWith("10.7.")),
      ).toHaveLength(120);
      expect(Object.keys(observer.observed.namespaces).toSorted()).toEqual(["host", "n2", "red"]);
    });
  });
});

test("OBS-5: namespaces come and go under any name", async () => {
  const names = ["ns1", "1", "名前", "constructor", "toString", "-x", "a.b", "with space", "semi;colon"];
  for (const name of names) await execIn(machine, "host", ["ip", "netns", "add", name], 5000);
  await eventually(() =>
    expect(Object.keys(observer.observed.namespaces)).toEqual(expect.arrayContaining(names)),
  );
  expect(namespaceOf("constructor")?.interfaces["lo"]?.kind).toBe("loopback");
  for (const name of names.filter((each) => each !== "-x"))
    await execIn(machine, "host", ["ip", "netns", "delete", name], 5000);
  await eventually(() => expect(namespaceOf("constructor")).toBeUndefined());
  const odd = ["a'b", "a#b", 'a"b', "a\\\\b", "a@b"];
  for (const name of odd) await execIn(machine, "host", ["ip", "link", "add", name, "type", "bridge"], 5000);
  await byHand("ip netns add after");
  await eventually(() => {
    expect(namespaceOf("after")?.interfaces["lo"]?.adminState).toBe("down");
    expect(Object.keys(namespaceOf("host")?.interfaces ?? {}).toSorted()).toEqual(["lo", ...odd].toSorted());
  });
});

test("OBS-7: what happens while the first look is taken is not missed", async () => {
  for (let round = 0; round < 5; round += 1) {
    const other = await startMachine(labUid());
    const change = execIn(
      other,
      "host",
      [
        "sh",
        "-ec",
        "ip netns add red; ip -n red link set dev lo up; ip link add br0 type bridge; ip link set dev br0 up",
      ],
      5000,
    );
    const second = await Observer.start(other, () => undefined);
    await change;
    await eventually(() => {
      expect(second.observed.namespaces["red"]?.interfaces["lo"]?.adminState).toBe("up");
      expect(second.observed.namespaces["host"]?.interfaces["br0"]?.adminState).toBe("up");
    });
    second.stop();
    await other.stop();
  }
});
