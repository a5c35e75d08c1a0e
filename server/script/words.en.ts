/** What an exported script says of itself. The marks in `<>` are filled in with names, `$…` by the shell. */
export const scriptWordsEn = {
  title: "The network of <lab>, made of Linux network namespaces.",
  up: "builds it; what an earlier up made is taken away first",
  down: "takes away what up made, and nothing else",
  host: "What the lab calls its host is this machine's own network namespace.",
  inventory:
    "What up makes: namespaces, and in this machine's own one interfaces, the networks that they are in,",
  inventoryToo: "addresses of lo, tables of a firewall, rules of policy routing, and settings of the kernel.",
  made: "What up made stands here, so that down deletes nothing that is somebody else's.",
  forwarding: "a new namespace may forward because this machine does: say what it is to do",
  loopbackStays: "Left out: the lab has its host's lo down, but this machine needs its own.",
  waits: "Left out: it waits in the lab until <interface> of <namespace> is up. Then run:",
  check: "Nothing is done where a name, a network or an address is in use on this machine.",
  routes: "This machine's routes that would be in the way of a network.",
  identity: "Tells a thing from another one of the same name.",
  record: "What is there now of what up makes.",
  saved: "The settings before.",
  needsRoot: "run this as root: sudo $0 $1",
  needsTool:
    "the program $tool is needed; Debian has it in iproute2, procps, nftables, iptables or wireguard-tools",
  namespaceTaken: "this machine has a namespace $name already; nothing was done",
  interfaceTaken: "this machine has an interface $name already; nothing was done",
  networkTaken: "this machine has a route that is in the way of $name; nothing was done",
  addressTaken: "lo has the address $name already; nothing was done",
  tableTaken: "this machine has a firewall's table $name already; nothing was done",
  ruleTaken: "this machine has a rule of policy routing at $name already; nothing was done",
  failed: "that failed; what was made is taken away again",
  done: "it is up",
  gone: "it is down",
} as const;

export type ScriptWords = Readonly<Record<keyof typeof scriptWordsEn, string>>;
