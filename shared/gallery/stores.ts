import { isInterface, recordsOfKind, type RecordId, type Topology } from "../topology.ts";
import { Draft } from "./draft.ts";
import { answers, fails, type GalleryEntry } from "./entry.ts";
import { hostsOnAWire } from "./hosts-on-a-wire.ts";

const addressOf = (number: number): string => `192.168.7.${number}`;
const client = 2379;
const between = 2380;

/** A program in a namespace, on its stack. */
function run(draft: Draft, name: string, namespace: RecordId, command: readonly string[]): void {
  draft.container(name, { network: { mode: "namespace", namespace }, command });
}

/** A member of etcd in each host; together they are one store, and every host asks its own. */
function addStore(draft: Draft, hosts: readonly string[]): void {
  const urls = hosts.map((host, index) => `${host}=http://${addressOf(index + 1)}:${between}`);
  for (const [index, host] of hosts.entries()) {
    const at = `http://${addressOf(index + 1)}`;
    const command = `etcd --name ${host} --enable-v2
      --listen-client-urls http://0.0.0.0:${client} --advertise-client-urls ${at}:${client}
      --listen-peer-urls ${at}:${between} --initial-advertise-peer-urls ${at}:${between}
      --initial-cluster ${urls.join(",")}`;
    run(draft, `etcd${index + 1}`, host, command.split(/\s+/));
  }
}

const cluster: GalleryEntry = {
  document() {
    const draft = new Draft();
    addStore(draft, hostsOnAWire(draft, { count: 3, address: addressOf }));
    return draft.document();
  },
  pings: [answers("host1", addressOf(2)), answers("host3", addressOf(1))],
  needs: ["etcd"],
};

/** What `etcdctl mk /network/config` is told in the tutorials. */
const flannelConfig = (backend: string): string =>
  JSON.stringify({
    Network: "172.18.0.0/16",
    SubnetLen: 24,
    SubnetMin: "172.18.1.0",
    SubnetMax: "172.18.254.0",
    Backend: { Type: backend },
  });

/** Each host has an address for its bridge, and a way to both others. */
const isFlannelSetUp = (topology: Topology): boolean => {
  const routes = [...recordsOfKind(topology, "route")];
  const bridges = [...recordsOfKind(topology, "bridge")].filter(({ name }) => name === "docker0");
  return bridges.every(
    ({ namespace, addresses }) =>
      addresses.length > 0 &&
      routes.filter((route) => route.namespace === namespace && route.destination.startsWith("172.18."))
        .length ===
        bridges.length - 1,
  );
};

/** Each box has an address in the network. */
const isOverlaySetUp = (topology: Topology): boolean =>
  ["box1-eth0", "box2-eth0"].every((id) => {
    const record = topology[id];
    return isInterface(record) && record.addresses.length > 0;
  });

/** Three hosts: the subnets, and the ways to them, are their agents' doing. */
function flannel(backend: string, mtu: number) {
  const draft = new Draft();
  const hosts = hostsOnAWire(draft, {
    count: 3,
    address: addressOf,
    bridge: () => ({ name: "docker0" }),
    box: (number) => ({ address: `172.18.${number}.2/24`, mtu }),
    depth: 300,
  });
  addStore(draft, hosts);
  for (const [index, host] of hosts.entries()) {
    const number = index + 1;
    run(draft, `flannel${number}`, host, ["flannel-agent", "eth0", "docker0", flannelConfig(backend)]);
    draft.route(`box${number}`, "default", `172.18.${number}.1`);
  }
  return draft.document();
}

const acrossHosts = [
  answers("box1", "172.18.2.2"),
  answers("box2", "172.18.3.2"),
  answers("box3", "172.18.1.2"),
  fails("box1", "172.18.4.2"),
];

const flannelVxlan: GalleryEntry = {
  document: () => flannel("vxlan", 1450),
  pings: acrossHosts,
  needs: ["etcd", "vxlan"],
  isSetUp: isFlannelSetUp,
};

const flannelHostGw: GalleryEntry = {
  document: () => flannel("host-gw", 1500),
  pings: acrossHosts,
  needs: ["etcd"],
  isSetUp: isFlannelSetUp,
};

/**
 * A network that exists in the store first, then on both hosts. As with Docker, a box has one more interface, to its host: by
 * that one it reaches the store, and takes an address in the network.
 */
const overlayEtcd: GalleryEntry = {
  document() {
    const draft = new Draft();
    const hosts = hostsOnAWire(draft, {
      count: 2,
      address: addressOf,
      bridge: (number) => ({ name: "docker_gwbridge", addresses: [`172.18.${number}.1/24`] }),
      box: (number) => ({ name: "eth1", address: `172.18.${number}.2/24` }),
      depth: 300,
      // Between them is room for what the agents make.
      spacing: 760,
    });
    addStore(draft, hosts);
    for (const [index, host] of hosts.entries()) {
      const box = `box${index + 1}`;
      run(draft, `overlay${index + 1}`, host, ["overlay", "agent", "eth0", "my-overlay"]);
      draft.link({ in: box, name: "eth0", mtu: 1450 }, { in: host, name: `port-${box}`, mtu: 1450 });
      draft.route(box, "default", `172.18.${index + 1}.1`);
      run(draft, box, box, ["overlay", "join", "my-overlay"]);
    }
    return draft.document();
  },
  // Who has which of the two is for the boxes to find out.
  pings: ["box1", "box2"].flatMap((box) => [answers(box, "10.0.0.2"), answers(box, "10.0.0.3")]),
  needs: ["etcd", "vxlan"],
  isSetUp: isOverlaySetUp,
};

export const stores = {
  "etcd-cluster": cluster,
  "overlay-etcd": overlayEtcd,
  "flannel-vxlan": flannelVxlan,
  "flannel-host-gw": flannelHostGw,
} as const;
