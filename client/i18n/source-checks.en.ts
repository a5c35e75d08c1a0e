export const sourceChecksEn = {
  sourceChecks: {
    title: "Whose packets it takes (IPv4)",
    rpFilter: "rp_filter",
    filters: { "0": "0 · off", "1": "1 · strict", "2": "2 · loose" },
    effective: "In effect here, the higher of this and “all”: {{value}}.",
    filterHelp: {
      "0": "Packets are taken in whatever their source is.",
      "1": "A packet whose answer would leave by another interface is dropped, without a word.",
      "2": "A packet whose source no route leads to at all is dropped, without a word.",
    },
    proxyArp: "proxy_arp",
    proxyHelp: {
      on: "It answers ARP for every address that it has a route to by another interface: hosts take it for a neighbour.",
      off: "It answers ARP for its own addresses only.",
    },
  },
} as const;
