/** For the OpenAPI description. A test sends them, one after the other, to a new lab. */
export const editExamples = {
  "Add a namespace: its id is yours to choose, and everything left out is as the kernel makes it": {
    edit: { op: "add", record: { kind: "namespace", id: "n1", name: "ns1" } },
  },
  "Add a link: a veth pair is two records that name each other, in one batch. The lab's own namespace has the id host":
    {
      edit: {
        op: "batch",
        edits: [
          {
            op: "add",
            record: {
              kind: "veth",
              id: "e1",
              peer: "e2",
              namespace: "n1",
              name: "eth0",
              adminState: "up",
              addresses: ["10.0.0.2/24"],
            },
          },
          {
            op: "add",
            record: {
              kind: "veth",
              id: "e2",
              peer: "e1",
              namespace: "host",
              name: "veth0",
              adminState: "up",
              addresses: ["10.0.0.1/24"],
            },
          },
        ],
      },
    },
  "Add a bridge and make an end its port: master is the bridge's id, and the address moves to the bridge": {
    edit: {
      op: "batch",
      edits: [
        {
          op: "add",
          record: {
            kind: "bridge",
            id: "b1",
            namespace: "host",
            name: "br0",
            adminState: "up",
            addresses: ["10.0.0.1/24"],
          },
        },
        { op: "update", id: "e2", changes: { master: "b1", addresses: [] } },
      ],
    },
  },
  "Add a default route": {
    edit: {
      op: "add",
      record: { kind: "route", id: "r1", namespace: "n1", destination: "default", gateway: "10.0.0.1" },
    },
  },
  "Send what comes from one address by a table of its own": {
    edit: {
      op: "batch",
      edits: [
        {
          op: "add",
          record: {
            kind: "route",
            id: "r2",
            namespace: "n1",
            destination: "default",
            gateway: "10.0.0.254",
            table: 100,
          },
        },
        {
          op: "add",
          record: { kind: "rule", id: "p1", namespace: "n1", priority: 100, from: "10.0.0.1", table: 100 },
        },
      ],
    },
  },
  "Drop what passes through, but for answers and the web": {
    edit: {
      op: "add",
      record: {
        kind: "firewall",
        id: "f1",
        namespace: "host",
        forward: {
          policy: "drop",
          rules: [
            { action: "accept", states: ["established", "related"] },
            { action: "accept", protocol: "tcp", destinationPorts: "80,443" },
          ],
        },
      },
    },
  },
  "Publish a port, and let what goes out come from the lab's own address": {
    edit: {
      op: "update",
      id: "f1",
      changes: {
        prerouting: {
          rules: [{ action: "dnat", protocol: "tcp", destinationPorts: "8080", to: "10.0.0.2:80" }],
        },
        postrouting: { rules: [{ action: "masquerade", source: "10.0.0.0/24" }] },
      },
    },
  },
  "Let the lab's own namespace forward": {
    edit: { op: "update", id: "host", changes: { forwarding: { ipv4: true, ipv6: false } } },
  },
  "Remove a namespace, with all that is in it, if the lab is as it was at revision 8": {
    edit: { op: "remove", id: "n1" },
    baseRevision: 8,
  },
};

export const scriptExamples = {
  "Two namespaces and a pair of veth ends between them, as a tutorial types it": {
    script: [
      "set -e",
      "ip netns add ns1",
      "ip netns add ns2",
      "ip link add veth-ns1 type veth peer name veth-ns2",
      "ip link set veth-ns1 netns ns1",
      "ip link set veth-ns2 netns ns2",
      "ip -n ns1 address add 192.168.1.1/24 dev veth-ns1",
      "ip -n ns2 address add 192.168.1.2/24 dev veth-ns2",
      "ip -n ns1 link set dev veth-ns1 up",
      "ip -n ns2 link set dev veth-ns2 up",
      "ip netns exec ns1 ping -c 1 192.168.1.2",
    ].join("\n"),
  },
};

export const importExamples = {
  "A containerlab topology": {
    files: [
      {
        name: "pair.clab.yml",
        text: [
          "name: pair",
          "topology:",
          "  nodes:",
          "    left: {kind: linux, network-mode: none, exec: [ip address add 10.0.0.1/24 dev eth1]}",
          "    right: {kind: linux, network-mode: none, exec: [ip address add 10.0.0.2/24 dev eth1]}",
          "  links:",
          "    - endpoints: [left:eth1, right:eth1]",
          "",
        ].join("\n"),
      },
    ],
  },
  "A Kathará lab": {
    files: [
      { name: "lab.conf", text: "pc1[0]=A\npc2[0]=A\n" },
      { name: "pc1.startup", text: "ip address add 10.0.0.1/24 dev eth0\n" },
      { name: "pc2.startup", text: "ip address add 10.0.0.2/24 dev eth0\n" },
    ],
  },
};
