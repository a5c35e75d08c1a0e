import { bornRules, policyRuleWords } from "../../shared/policy-rule.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyObservedNamespace, type ObservedNamespace } from "../../shared/observed.ts";
import { eventually } from "../testing/eventually.ts";
import { labUid } from "../testing/labs.ts";
import { addDevice, allDirt, noDirt } from "./dirt.ts";
import { execIn } from "./exec.ts";
import { startMachine, type Machine } from "./machine.ts";
import { Names } from "./names.ts";
import { readCounters, readNamespace } from "./read-namespace.ts";
import { readTables } from "./read-tables.ts";

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine(labUid());
  await byHand(`
    ip netns add red; ip netns add blue
    ip link add br0 type bridge stp_state 1 ageing_time 3000
    ip link add veth0 address 02:00:00:00:00:01 mtu 1400 master br0 up type veth peer name eth0 netns red
    ip link add pair0 type veth peer name pair1
    ip link set dev br0 up
    ip link add far0 netns blue type veth peer name far1 netns red
    ip address add 10.1.0.1/24 dev pair0
    ip address add 10.1.0.2/24 dev pair0
    ip address add 10.1.1.1 peer 10.1.1.2/32 dev pair0
    ip link set dev pair0 up; ip link set dev pair1 up
    ip -6 address add fd00::1/64 dev pair0 nodad
    ip -6 address add ::ffff:1.2.3.4/128 dev pair0 nodad
    ip neighbor add 10.1.0.9 lladdr 02:00:00:00:00:09 dev pair0
    ip neighbor add fd00::9 lladdr 02:00:00:00:00:0a dev pair0
    ip route add default via 10.1.0.254 metric 7
    ip route add 10.8.0.7 dev pair0 proto static
    ip route add 10.9.0.0/16 via 10.77.0.1 dev pair0 onlink
    ip route add 10.10.0.0/16 via inet6 fd00::7 dev pair0
    ip -6 route add default via fd00::fe dev pair0
    ip rule add priority 100 not from 10.0.0.0/24 to 10.9.0.7 fwmark 0x1/0xff iif pair0 oif gone ipproto tcp sport 7 dport 80-90 lookup 100
    ip rule add priority 100 from 10.0.0.5/24 lookup 300 suppress_prefixlength 0
    ip rule add priority 200 from all tos 0x10 prohibit
    ip rule add priority 201 from all ipproto 47 blackhole
    ip rule add priority 202 from all goto 32766
    ip -6 rule add priority 100 from fd00::/64 uidrange 0-0 unreachable
    ip route add blackhole 10.66.0.0/16
    ip route add 10.67.0.0/16 dev pair0 table 100
    ip route add default via 10.1.0.254 table 4294967295
    sysctl -qw net.ipv6.conf.all.forwarding=1 net.ipv4.ip_forward=0
    ip netns exec red sysctl -qw net.ipv4.ip_forward=1`);
});
afterAll(() => machine.stop());

async function byHand(command: string): Promise<string> {
  const { exitCode, stdout, stderr } = await execIn(machine, "host", ["sh", "-ec", command], 20_000);
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  return stdout;
}

async function read(
  namespace: string,
  dirt = allDirt(),
  known = emptyObservedNamespace,
  sysctls: readonly string[] = [],
) {
  const names = new Names(machine, () => undefined);
  await names.look();
  names.stop();
  return readNamespace(machine.reader, namespace, dirt, known, {
    nameOfNsid: names.nameOf,
    namesIn: (other) => names.namesIn(other),
    sysctls,
    readTables: () => readTables(machine, namespace),
    containersIn: () => ({}),
  });
}

async function readWhole(namespace: string): Promise<ObservedNamespace> {
  const observed = await read(namespace);
  if (observed === null) throw new Error(`${namespace} is not there`);
  return observed;
}

/** What `ip` itself says of an interface, in its own words. */
async function said(namespace: string, name: string) {
  const inside = namespace === "host" ? "" : `-n ${namespace}`;
  const [link] = JSON.parse(await byHand(`ip ${inside} -j -d address show dev ${name}`)) as unknown[];
  return link as {
    ifindex: number;
    link_index?: number;
    flags: string[];
    operstate: string;
    address: string;
  };
}

describe("what is read of a namespace", () => {
  test("OBS-8: is what ip says of each interface", async () => {
    for (const namespace of ["host", "red", "blue"]) {
      const { interfaces } = await readWhole(namespace);
      const inside = namespace === "host" ? "" : `-n ${namespace}`;
      const names = JSON.parse(await byHand(`ip ${inside} -j link show`)) as { ifname: string }[];
      expect(Object.keys(interfaces).toSorted()).toEqual(names.map(({ ifname }) => ifname).toSorted());
      for (const [name, seen] of Object.entries(interfaces)) {
        const { ifindex, flags, operstate } = await said(namespace, name);
        expect(seen).toMatchObject({ name, ifindex, flags, operstate: operstate.toLowerCase() });
      }
    }
  });

  test("OBS-8: a bridge, its port, and a pair into another namespace", async () => {
    const { interfaces } = await readWhole("host");
    expect(interfaces["br0"]).toMatchObject({
      kind: "bridge",
      adminState: "up",
      carrier: false,
      flags: expect.arrayContaining(["NO-CARRIER"]) as string[],
      peer: null,
      master: null,
      bridge: { stp: true, ageingTimeSeconds: 30 },
      bridgePort: null,
    });
    expect(interfaces["veth0"]).toMatchObject({
      kind: "veth",
      macAddress: "02:00:00:00:00:01",
      mtu: 1400,
      master: "br0",
      peer: { namespace: "red", ifindex: (await said("red", "eth0")).ifindex },
      bridge: null,
      bridgePort: { state: "disabled" },
    });
  });

  test("OBS-8: peers beside each other, between two namespaces, and out of sight", async () => {
    const { interfaces } = await readWhole("host");
    const other = interfaces["pair1"]?.ifindex;
    expect(interfaces["pair0"]?.peer).toEqual({ namespace: "host", ifindex: other });
    const { link_index: ifindex } = await said("blue", "far0");
    expect((await readWhole("blue")).interfaces["far0"]?.peer).toEqual({ namespace: "red", ifindex });
    await byHand(`ip netns add nameless; ip link add name seen type veth peer name gone netns nameless
      ip netns exec nameless sleep 60 >/dev/null 2>&1 & sleep 0.2; ip netns delete nameless`);
    expect((await readWhole("host")).interfaces["seen"]?.peer).toMatchObject({ namespace: null });
    await byHand("ip link delete seen");
    expect((await readWhole("blue")).interfaces["lo"]).toMatchObject({
      kind: "loopback",
      macAddress: null,
      adminState: "down",
      addresses: [],
    });
  });

  test("OBS-8: addresses in the kernel's order, a peer's left aside", async () => {
    const { interfaces } = await readWhole("host");
    const global = interfaces["pair0"]?.addresses.filter(({ scope }) => scope === "global");
    expect(global?.slice(0, 3).map(({ address }) => address)).toEqual([
      "10.1.0.1/24",
      "10.1.1.1/32",
      "10.1.0.2/24",
    ]);
    expect(global?.slice(3).toSorted((a, b) => (a.address < b.address ? -1 : 1))).toEqual([
      { address: "::ffff:102:304/128", scope: "global", dadState: null },
      { address: "fd00::1/64", scope: "global", dadState: null },
    ]);
    expect(interfaces["pair0"]?.addresses.filter(({ scope }) => scope === "link")).toHaveLength(1);
  });

  test("OBS-8: an address that is being looked for twice is tentative, then its own or a duplicate", async () => {
    await byHand(`
      ip netns add one; ip netns add two
      ip link add a0 netns one type veth peer name b0 netns two
      ip -n one link set dev a0 up; ip -n two link set dev b0 up
      ip -n one -6 address add fd00:1::1/64 dev a0 nodad; ip -n two -6 address add fd00:1::1/64 dev b0`);
    const stateOf = async (namespace: string, name: string) =>
      (await readWhole(namespace)).interfaces[name]?.addresses.find(
        ({ address }) => address === "fd00:1::1/64",
      )?.dadState;
    expect(await stateOf("one", "a0")).toBeNull();
    expect(await stateOf("two", "b0")).toBe("tentative");
    await eventually(async () => expect(await stateOf("two", "b0")).toBe("dadfailed"));
  });

  test("OBS-8: unicast routes of all tables but local, destinations in full", async () => {
    const { routes } = await readWhole("host");
    const seen = (await readWhole("host")).routes.map(
      ({ destination, gateway, interface: out, metric, table, protocol, flags }) =>
        [destination, gateway, out, metric, table, protocol, ...flags].join(" "),
    );
    expect(routes).toHaveLength(seen.length);
    expect(seen).toEqual(
      expect.arrayContaining([
        "0.0.0.0/0 10.1.0.254 pair0 7 254 boot",
        "10.1.0.0/24  pair0  254 kernel",
        "10.8.0.7/32  pair0  254 static",
        "10.9.0.0/16 10.77.0.1 pair0  254 boot onlink",
        "10.10.0.0/16 fd00::7 pair0  254 boot",
        "::/0 fd00::fe pair0 1024 254 boot",
        "fd00::/64  pair0 256 254 kernel",
        "10.67.0.0/16  pair0  100 boot",
        "0.0.0.0/0 10.1.0.254 pair0  4294967295 boot",
      ]),
    );
    expect(seen.filter((route) => /^(?:10\.66|fe80|ff00|127)/u.test(route))).toEqual([]);
  });

  test("OBS-8: rules of policy routing, as ip says them, those that the kernel has by itself among them", async () => {
    const { rules } = await readWhole("host");
    const said = (await byHand("ip rule; ip -6 rule")).trim().split("\n");
    const read = rules.map((rule) => `${rule.priority}:\t${policyRuleWords(rule).join(" ")}`);
    const inWords = (line: string) =>
      line.replaceAll(/ \[detached\]| tos 0x10| uidrange 0-0| ipproto gre| 32766$/g, "");
    expect(read).toEqual(said.map(inWords));
    expect(rules.filter(({ protocol }) => protocol === "kernel")).toEqual(
      expect.arrayContaining(bornRules.map((born) => expect.objectContaining(born) as unknown)),
    );
    expect(rules.map(({ others }) => others.join(" ")).filter((words) => words !== "")).toEqual([
      "tos 0x10",
      "ipproto 47",
      "goto 32766",
      "uidrange 0-0",
    ]);
  });

  test("OBS-8: neighbours in one order, groups left out; forwarding of all", async () => {
    const { neighbors, forwarding } = await readWhole("host");
    expect(neighbors.filter(({ state }) => state === "PERMANENT")).toEqual([
      { address: "10.1.0.9", interface: "pair0", macAddress: "02:00:00:00:00:09", state: "PERMANENT" },
      { address: "fd00::9", interface: "pair0", macAddress: "02:00:00:00:00:0a", state: "PERMANENT" },
    ]);
    expect(neighbors.map(({ address }) => address).filter((address) => address.startsWith("ff"))).toEqual([]);
    expect(forwarding).toEqual({ ipv4: false, ipv6: true });
    expect((await readWhole("red")).forwarding.ipv4).toBe(true);
  });

  test("OBS-8: the sysctls asked for, each namespace's own, as sysctl spells them; those that cannot be read are left out", async () => {
    await byHand(`ip netns exec blue ip link add 名.1 type bridge
      ip netns exec blue sysctl -qw net.ipv4.conf.名/1.rp_filter=2 net.ipv4.ip_local_port_range="3000 4000"
      sysctl -qw net.ipv4.ip_local_port_range="5000 6000"`);
    const keys = [
      "net.ipv4.conf.名/1.rp_filter",
      "net.ipv4.ip_local_port_range",
      "net.ipv4.ip_local_reserved_ports",
      "net.ipv4.route.flush",
      "net.ipv4.no_such_thing",
    ];
    const readSysctls = async (namespace: string) =>
      (await read(namespace, { ...noDirt(), sysctls: true }, emptyObservedNamespace, keys))?.sysctls;
    expect(await readSysctls("blue")).toEqual({
      "net.ipv4.conf.名/1.rp_filter": "2",
      "net.ipv4.ip_local_port_range": "3000 4000",
      "net.ipv4.ip_local_reserved_ports": "",
    });
    expect(await readSysctls("host")).toEqual({
      "net.ipv4.ip_local_port_range": "5000 6000",
      "net.ipv4.ip_local_reserved_ports": "",
    });
    await byHand("ip netns exec blue ip link delete 名.1");
  });

  test("OBS-8: counters", async () => {
    await byHand("ip link set dev lo up; ping -q -c 3 -i 0.01 127.0.0.1 >/dev/null");
    const counters = await readCounters(machine.reader, "host");
    expect(counters?.["lo"]?.rxPackets).toBeGreaterThanOrEqual(6);
    expect(counters?.["lo"]).toMatchObject({ rxPackets: counters?.["lo"]?.txPackets, rxErrors: 0 });
    expect(await readCounters(machine.reader, "nowhere")).toBeNull();
  });

  test("OBS-8: a part of it is the same as all of it", async () => {
    const whole = await readWhole("host");
    const dirt = noDirt();
    for (const device of ["br0", "veth0", "gone", whole.interfaces["pair0"]?.ifindex ?? 0, 9999])
      addDevice(dirt, device);
    const stale = { ...whole.interfaces, gone: { ...whole.interfaces["lo"], ifindex: 9999, name: "gone" } };
    const known = { ...whole, interfaces: stale } as ObservedNamespace;
    expect(await read("host", dirt, known)).toEqual(whole);
    // The port's bridge was not seen yet.
    const { br0: _unseen, ...rest } = whole.interfaces;
    const port = noDirt();
    addDevice(port, "veth0");
    expect(await read("host", port, { ...whole, interfaces: rest })).toEqual(whole);
  });

  test("OBS-5: a namespace of any name is read, one that is not there is not", async () => {
    for (const name of ["with space", "semi;colon", "a'b", "-x", "$(id)", "名前", "@", "-"]) {
      await execIn(machine, "host", ["ip", "netns", "add", name], 5000);
      expect(Object.keys((await readWhole(name)).interfaces)).toEqual(["lo"]);
    }
    expect(await read("nowhere")).toBeNull();
    await byHand("touch /run/netns/unborn");
    expect(await read("unborn")).toBeNull();
  });
});
