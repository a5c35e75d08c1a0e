import { startMachine } from "./machine.ts";

/** One trial command per kernel feature, in a namespace that goes away with it. */
const trials: Readonly<Record<string, readonly (readonly string[])[]>> = {
  veth: [["link", "add", "name", "t0", "type", "veth", "peer", "name", "t1"]],
  bridge: [["link", "add", "name", "t2", "type", "bridge"]],
  bridgeVlanFiltering: [["link", "add", "name", "t3", "type", "bridge", "vlan_filtering", "1"]],
  vxlan: [["link", "add", "name", "t4", "type", "vxlan", "id", "42", "dstport", "4789"]],
  macvlan: [["link", "add", "name", "t5", "link", "t0", "type", "macvlan"]],
  ipvlan: [["link", "add", "name", "t6", "link", "t1", "type", "ipvlan"]],
  vlan: [["link", "add", "name", "t7", "link", "t0", "type", "vlan", "id", "7"]],
  dummy: [["link", "add", "name", "t8", "type", "dummy"]],
  bond: [["link", "add", "name", "t9", "type", "bond"]],
  vrf: [["link", "add", "name", "t10", "type", "vrf", "table", "7"]],
  gre: [["link", "add", "name", "t11", "type", "gre", "local", "127.0.0.1", "remote", "127.0.0.2"]],
  wireguard: [["link", "add", "name", "t12", "type", "wireguard"]],
  ipip: [["link", "add", "name", "t13", "type", "ipip", "local", "127.0.0.1", "remote", "127.0.0.2"]],
};

/** What other programs than ip are asked for, or only whether they are there. */
const programs: Readonly<Record<string, readonly string[]>> = {
  netem: ["tc", "qdisc", "add", "dev", "t0", "root", "netem", "delay", "1ms"],
  nftables: ["nft", "add", "table", "inet", "trial"],
  etcd: ["etcd", "--enable-v2", "--version"],
  wg: ["wg", "--version"],
};

export type Capabilities = Readonly<Record<string, boolean>>;

/** What this machine can do for a lab, its kernel and its programs, found out by doing it in a machine made for that. */
export async function probeCapabilities(uid: number | null, mayReachOut = true): Promise<Capabilities> {
  const machine = await startMachine(uid, mayReachOut);
  try {
    const names = Object.keys(trials);
    const outcomes = await machine.hostBatch.run(names.flatMap((name) => trials[name] ?? []));
    const asked = Object.entries(programs).map(async ([name, argv]) => {
      const { ok } = await machine.workers.use((worker) => worker.run(argv));
      return [name, ok] as const;
    });
    const uplink = await machine.uplinks.run({ argv: ["add", "t14"] });
    return {
      ...Object.fromEntries(names.map((name, index) => [name, outcomes[index]?.ok ?? false])),
      ...Object.fromEntries(await Promise.all(asked)),
      tun: uplink.ok,
    };
  } finally {
    await machine.stop();
  }
}
