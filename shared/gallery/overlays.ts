import { anyMacAddress } from "../interface-kinds/fdb.ts";
import { hostId } from "../names.ts";
import { Draft } from "./draft.ts";
import { answers, fails, type GalleryEntry } from "./entry.ts";
import { hostsOnAWire } from "./hosts-on-a-wire.ts";

/** Two namespaces with addresses of their own on the network of one link. */
function onOneLink(mode: string) {
  const draft = new Draft();
  draft.namespace("lan", -116, 180);
  draft.namespace("box1", -420, 380);
  draft.namespace("box2", 188, 380);
  draft.link({ in: "lan", address: "192.168.7.1/24" }, { in: hostId, name: "uplink" });
  for (const number of [1, 2]) {
    const addresses = [`192.168.7.1${number}/24`];
    draft.single("macvlan", `box${number}`, "eth0", { lower: "host-uplink", mode, addresses });
  }
  return draft.document();
}

const macvlan: GalleryEntry = {
  document: () => onOneLink("bridge"),
  pings: [answers("box1", "192.168.7.12"), answers("box1", "192.168.7.1"), answers("box2", "192.168.7.1")],
};

const macvlanPrivate: GalleryEntry = {
  document: () => onOneLink("private"),
  pings: [fails("box1", "192.168.7.12"), answers("box1", "192.168.7.1"), answers("box2", "192.168.7.1")],
  isWrong: true,
};

const addressOf = (number: number): string => `192.168.0.${number}`;

/** One Ethernet across two hosts. */
const overlay: GalleryEntry = {
  document() {
    const draft = new Draft();
    hostsOnAWire(draft, {
      count: 2,
      address: addressOf,
      bridge: () => ({ name: "br0", mtu: 1450 }),
      box: (number) => ({ address: `10.0.0.${number + 1}/24`, mtu: 1450 }),
    });
    for (const number of [1, 2]) {
      draft.single("vxlan", `host${number}`, "vxlan42", {
        vni: 42,
        local: `192.168.0.${number}`,
        remote: `192.168.0.${3 - number}`,
        mtu: 1450,
        master: `host${number}-br0`,
      });
    }
    return draft.document();
  },
  pings: [answers("box1", "10.0.0.3"), answers("box2", "10.0.0.2")],
};

/** The plainest way: what leads to the other host is one more port of the bridge. */
const bridgedHosts: GalleryEntry = {
  document() {
    const draft = new Draft();
    const wire = draft.bridge("wire", -130, 180);
    for (const [index, x] of [-346, 114].entries()) {
      const number = index + 1;
      const host = draft.namespace(`host${number}`, x, 340);
      const bridge = draft.bridge("br0", x + 16, 540, { namespace: host });
      draft.link({ in: host, name: "eth0", bridge }, { in: hostId, bridge: wire });
      const box = draft.namespace(`box${number}`, x, 700);
      draft.link({ in: box, address: `10.0.0.${number + 1}/24` }, { in: host, bridge });
    }
    return draft.document();
  },
  pings: [answers("box1", "10.0.0.3"), answers("box2", "10.0.0.2"), fails("host1", "10.0.0.2")],
};

/** Three hosts, a subnet each, and routes through one VXLAN, as flannel has it. */
const flannel: GalleryEntry = {
  document() {
    const draft = new Draft();
    const numbers = [1, 2, 3];
    hostsOnAWire(draft, {
      count: numbers.length,
      address: addressOf,
      bridge: (number) => ({ name: "br0", mtu: 1450, addresses: [`172.18.${number}.1/24`] }),
      box: (number) => ({ address: `172.18.${number}.2/24`, mtu: 1450 }),
    });
    for (const number of numbers) {
      const others = numbers.filter((other) => other !== number);
      draft.single("vxlan", `host${number}`, "flannel.1", {
        vni: 1,
        port: 8472,
        local: `192.168.0.${number}`,
        mtu: 1450,
        addresses: [`10.255.0.${number}/24`],
        fdb: others.map((other) => ({ macAddress: anyMacAddress, destination: `192.168.0.${other}` })),
      });
      for (const other of others) draft.route(`host${number}`, `172.18.${other}.0/24`, `10.255.0.${other}`);
      draft.route(`box${number}`, "default", `172.18.${number}.1`);
    }
    return draft.document();
  },
  pings: [answers("box1", "172.18.2.2"), answers("box2", "172.18.3.2"), answers("box3", "172.18.1.2")],
};

export const overlays = {
  macvlan,
  "macvlan-private": macvlanPrivate,
  "bridged-hosts": bridgedHosts,
  overlay,
  flannel,
} as const;
