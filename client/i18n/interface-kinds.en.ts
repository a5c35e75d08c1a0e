/** Words for kinds of interface that are one record by themselves. */
export const interfaceKindsEn = {
  interfaceKinds: {
    macvlan: {
      name: "Macvlan interface",
      add: "Add a macvlan interface",
      help: "Another MAC address on the network of the interface that it is on. It does not reach that interface itself.",
    },
    vxlan: {
      name: "VXLAN interface",
      add: "Add a VXLAN interface",
      help: "Carries Ethernet frames in UDP to another host: what is behind both ends is one network. Each frame needs 50 bytes more on the way.",
    },
    vlan: {
      name: "VLAN interface",
      add: "Add a VLAN interface",
      help: "What the interface that it is on carries with this number in the tag (802.1Q).",
    },
    ipvlan: {
      name: "Ipvlan interface",
      add: "Add an ipvlan interface",
      help: "Other IP addresses at the MAC address of the interface that it is on.",
    },
    dummy: {
      name: "Dummy interface",
      add: "Add a dummy interface",
      help: "Takes what it is given and drops it: a place for an address that is always there.",
    },
    gre: {
      name: "GRE tunnel",
      add: "Add a GRE tunnel",
      help: "Carries IP packets in GRE to the other end. Each needs 24 bytes more on the way.",
    },
    ipip: {
      name: "IPIP tunnel",
      add: "Add an IPIP tunnel",
      help: "Carries IPv4 packets in IPv4 to the other end. Each needs 20 bytes more on the way.",
    },
    wireguard: {
      name: "WireGuard interface",
      add: "Add a WireGuard interface",
      help: "Carries IP packets, encrypted, in UDP to its peers, whom it knows by their keys. Each needs up to 80 bytes more on the way. It needs the program wg (Debian: wireguard-tools).",
    },
    tun: {
      name: "Uplink",
      add: "Add an uplink",
      help: "This machine’s own network: what leaves here goes out as if a program on this machine had sent it (TCP, UDP). Nothing gets in but answers.",
    },
  },
  interfaces: {
    fields: {
      mode: "Mode",
      vlanId: "VLAN",
      vni: "Number (VNI)",
      local: "Local address",
      remote: "Remote address",
      port: "UDP port",
      learning: "Learning",
      listenPort: "UDP port",
    },
    publicKey: "Public key",
    newKey: "Make a pair of keys",
    peers: "Peers",
    newPeer: "Connect with",
    newPeerKey: "Add by public key",
    removePeer: "Remove this peer",
    endpoint: "Endpoint",
    allowedIps: "Allowed IPs",
    keepalive: "Keepalive (s)",
    lower: "Is on",
    fdb: "Forwarding table",
    newEntry: "New entry",
    newEntryHint: "MAC address and host, such as {{any}} 192.168.0.2 for all whose place is not known",
    removeEntry: "Remove {{entry}}",
    outside: "this machine’s network",
    tunnelTo: "Tunnel to",
    onLower: "on {{name}}",
    tunnelLabel: "Tunnel from {{from}} to {{to}}, {{what}}, {{state}}",
    tunnelWords: "{{kind}} {{number}} · MTU {{mtu}}",
    whyNot: {
      "not-in-kernel": "This machine’s kernel has none",
      "no-uplink":
        "Needs slirp4netns and /dev/net/tun on the server’s machine, and that its owner has not forbidden it",
      "no-program": "A program that it needs is not installed on this machine",
      "no-lower": "Needs an interface to be on",
      "no-neighbor": "Needs an address and exactly one neighbour",
    },
  },
} as const;
