/** Finer than ErrorKind: one for each `code` a Problem may carry. What (`title`), then why and what to do (`text`). */
export const problemsEn = {
  problems: {
    // Names (shared/names.ts).
    empty: { title: "A name is needed", text: "Type at least one character." },
    "too-long": {
      title: "The name is too long",
      text: "The kernel takes at most {{maximum}} bytes here. Shorten it.",
    },
    "bad-character": {
      title: "A character in this name is not allowed",
      text: "Use letters, digits, “_”, “-” and “.”; no spaces.",
    },
    "space-byte": {
      title: "The kernel takes {{characters}} in this name for a space",
      text: "It reads names byte by byte, and in UTF-8 this holds the byte A0, a space to the kernel. Use other letters.",
    },
    "leading-dash": {
      title: "A name cannot begin with “-”",
      text: "Commands would take it for an option. Begin with a letter.",
    },
    "dots-only": { title: "“.” and “..” are not names", text: "They mean folders. Choose another name." },
    reserved: {
      title: "This name is reserved",
      text: "The kernel or the lab uses it for something of its own (lo, all, default, host). Choose another one.",
    },
    "name-taken": {
      title: "The name {{name}} is taken",
      text: "Two namespaces, or two interfaces of one namespace, cannot share a name. Choose another one.",
    },

    // Fields (shared/topology.ts).
    "not-an-address": {
      title: "Not an address with a prefix length",
      text: "Write it like 10.0.0.1/24 or 2001:db8::1/64.",
    },
    "not-a-network": {
      title: "Not a destination network",
      text: "Write “default”, or a network like 10.0.0.0/24 or 2001:db8::/64.",
    },
    "not-a-gateway": {
      title: "Not a gateway address",
      text: "Write an address without a prefix length, like 10.0.0.254.",
    },
    "not-a-mac-address": {
      title: "Not a MAC address",
      text: "Write six pairs of hexadecimal digits, like 02:00:00:00:00:01.",
    },
    "mac-address-is-a-group": {
      title: "No interface may own this MAC address",
      text: "It is zero or a group address (the first byte is odd). Begin with 02 to be safe.",
    },
    "duplicate-address": {
      title: "{{address}} is there twice",
      text: "An interface holds an address once. Remove one of them.",
    },
    "ipv6-needs-mtu": {
      title: "IPv6 needs an MTU of at least {{minimum}}",
      text: "Below that the kernel takes IPv6 off the interface. Raise the MTU, or remove its IPv6 addresses, routes and kernel parameters.",
    },

    // Kernel parameters (shared/check-sysctls.ts).
    "sysctl-of-no-interface": {
      title: "There is no interface {{name}} here",
      text: "A kernel parameter of an interface goes with one of this namespace. A dot in the name is written “/”.",
    },
    "sysctl-follows-mtu": {
      title: "IPv6’s MTU follows the interface’s",
      text: "The kernel sets it again whenever the interface’s own changes. Set that one.",
    },
    "sysctl-keeps-addresses": {
      title: "IPv6 addresses wait in the drawing already",
      text: "They come back when their interface comes up, so the kernel must not keep them, too.",
    },

    "ipv6-is-off": {
      title: "{{address}} needs IPv6, which is off here",
      text: "{{sysctl}} turns it off, so the kernel would take the addresses and routes away. Give up one of the two.",
    },

    // Firewalls (shared/firewall.ts).
    "firewall-exists": {
      title: "There is a firewall here already",
      text: "A namespace has one. Change its rules instead.",
    },
    "not-a-network-or-address": {
      title: "Neither a network nor an address",
      text: "Write a network like 10.0.0.0/24, or an address like 10.0.0.1.",
    },
    "not-ports": {
      title: "Not a port",
      text: "Write a port like 80, a range like 8000-8010, or several like 80,443.",
    },
    "not-a-nat-address": {
      title: "Not an address",
      text: "Write the address that packets are to come from, like 10.0.0.1.",
    },
    "not-a-nat-target": {
      title: "Not an address to send packets to",
      text: "Write an address, with or without a port: 10.0.0.2, 10.0.0.2:80 or [2001:db8::2]:80.",
    },
    "action-not-here": {
      title: "Not in {{chain}}",
      text: "What a rule can do there: {{actions}}.",
    },
    "interface-not-known-here": {
      title: "Not known in {{chain}}",
      text: "What comes in has not been routed yet, and what is sent came in nowhere. Leave this interface out.",
    },
    "ports-need-protocol": {
      title: "Ports of which protocol?",
      text: "Only TCP and UDP have ports. Choose one of them, or leave the ports out.",
    },
    "rule-mixes-families": {
      title: "IPv4 and IPv6 in one rule",
      text: "No packet is both. Make a rule for each.",
    },
    "not-an-nft-rule": {
      title: "Not a rule in nft’s words",
      text: "Write one rule in one line, as nft list ruleset prints it.",
    },
    "not-a-table": {
      title: "Not a table",
      text: "Its lines are to be as iptables-save or nft list table print them, and nothing else.",
    },
    "table-taken": {
      title: "The table {{name}} is there already",
      text: "Somebody made it with nft, and it holds more than can be drawn. Delete it there first.",
    },

    // Records among each other (shared/check-topology.ts, shared/apply-edit.ts).
    "route-exists": {
      title: "There is a route to {{destination}} already",
      text: "Two routes to one destination in one table need different metrics. Change the metric, or edit the other route.",
    },
    "table-is-the-kernels": {
      title: "The table local is the kernel’s own",
      text: "It holds the namespace’s own addresses. Choose another number, or main.",
    },
    "priority-taken": {
      title: "There is a rule {{priority}} already",
      text: "Rules are looked at in the order of their numbers. Choose one that is free.",
    },
    "priority-is-the-kernels": {
      title: "The kernel has a rule of its own there",
      text: "0 looks up local, 32766 main, 32767 default. Choose another number; below 32766 it is looked at before main.",
    },
    "rule-of-another-family": {
      title: "IPv4 and IPv6 are mixed",
      text: "A rule is for one of the two. Its networks must be of the family that it is for.",
    },
    "network-is-everything": {
      title: "Everything is in this network",
      text: "Leave the field empty: that is all there is.",
    },
    "lookup-needs-table": {
      title: "Lookup needs a table",
      text: "Give its number, or main.",
    },
    "only-with-lookup": {
      title: "This goes with lookup only",
      text: "A rule that ends packets looks into no table. Leave it out.",
    },
    "not-a-mark": {
      title: "This is no mark",
      text: "A number, with or without a mask: 0x1 or 0x1/0xff.",
    },
    "not-a-port-range": {
      title: "This is no port",
      text: "One port or a range of them: 80 or 8000-8010.",
    },
    "route-goes-nowhere": {
      title: "This route leads nowhere yet",
      text: "Give it a gateway, an interface, or both.",
    },
    "family-mismatch": {
      title: "IPv4 and IPv6 are mixed",
      text: "The gateway and the destination must be of the same family.",
    },
    "gateway-unreachable": {
      title: "The gateway {{gateway}} is out of reach",
      text: "No interface here has an address in its network, so the kernel could not find it. Give an interface an address there first.",
    },
    "gateway-is-broadcast": {
      title: "{{gateway}} is a broadcast address",
      text: "Nobody answers for all of a network. Name the router’s own address.",
    },
    "gateway-is-own": {
      title: "{{gateway}} belongs to this namespace itself",
      text: "A gateway is somebody else: the next router. Name its address.",
    },
    "not-assignable": {
      title: "No interface can have this address",
      text: "It is the network’s zero, or a group’s address (multicast). Choose one that belongs to one machine.",
    },
    "no-such-interface": {
      title: "This interface is not in this namespace",
      text: "Choose one of the namespace’s own interfaces.",
    },
    "no-such-lower": {
      title: "It needs an interface to be on",
      text: "Choose one that is there, and that is not on this one itself.",
    },
    "lower-elsewhere": {
      title: "{{interface}} is in another namespace",
      text: "What leaves by an interface must be in that one's namespace.",
    },
    "mtu-above-lower": {
      title: "The MTU can be at most {{limit}}",
      text: "{{interface}}, which it is on, takes no more. Raise that one's MTU first.",
    },
    "same-as-another": {
      title: "There is such a {{type}} interface already",
      text: "Two of a kind need different numbers or ends.",
    },
    "ends-of-two-families": {
      title: "Both ends must be of one family",
      text: "An IPv4 address at one end needs one at the other, and so does IPv6.",
    },
    "not-a-quantity": {
      title: "This is no quantity",
      text: "Write a number and its unit: 100 ms, 1 %, 2 Mbit/s. Empty is none.",
    },
    "needs-delay": {
      title: "This needs a delay",
      text: "It varies the delay, or lets packets overtake it. Set a delay first.",
    },
    "bucket-incomplete": {
      title: "A burst belongs to a rate",
      text: "Burst and limit are said together, and with a rate; or leave both out.",
    },
    "burst-too-long": {
      title: "This burst is too large for the rate",
      text: "A burst may be what is sent in four minutes at most. Choose a smaller burst or a higher rate.",
    },
    "group-needs-lower": {
      title: "A group needs an interface",
      text: "Say by which interface it leaves: the group is joined there. Or name another host instead.",
    },
    "address-in-two-places": {
      title: "This address is there twice",
      text: "Frames to one address go to one place; only 00:00:00:00:00:00 may have several.",
    },
    "fdb-repeats-remote": {
      title: "The remote end has an entry already",
      text: "Leave this one out, or name another host.",
    },
    "not-a-key": {
      title: "This is not a key",
      text: "A key of WireGuard is 44 characters, as “wg genkey” and “wg pubkey” print it.",
    },
    "not-an-endpoint": {
      title: "This is not an endpoint",
      text: "Give an address and a UDP port, such as 10.0.0.2:51820 or [fd00::2]:51820.",
    },
    "port-needed": {
      title: "It needs a UDP port to be up",
      text: "Say on which port it listens, 51820 for one, then set it up.",
    },
    "peers-overlap": {
      title: "Two peers cannot share this",
      text: "Each key is one peer’s, and each allowed network, too. Take it from the other first.",
    },
    "peer-is-itself": { title: "This is its own key", text: "Name the other end’s public key." },
    "native-vlan-not-let-through": {
      title: "The native VLAN is not let through",
      text: "Name it among those that go out untagged, or tagged.",
    },
    "vlan-tagged-and-untagged": {
      title: "A VLAN goes out with a tag or without one",
      text: "Leave it out of one of the two.",
    },
    "bond-in-bond": {
      title: "A bond cannot be another’s member",
      text: "Make its members the other’s instead.",
    },
    "primary-of-other-mode": {
      title: "This mode has no primary",
      text: "Only active-backup, balance-tlb and balance-alb prefer a member. Choose none as the primary first.",
    },
    "lower-of-same-kind": {
      title: "{{interface}} is {{type}} itself",
      text: "The kernel would put this one beside it, on what it is on. Choose that interface.",
    },
    "lower-is-port": {
      title: "{{interface}} belongs to a bridge or bond",
      text: "Its frames are that one’s. Take it off, or choose the bridge or bond itself.",
    },
    "lower-taken": {
      title: "{{name}} has all that {{interface}} receives",
      text: "A macvlan in passthru mode shares with nobody, and macvlan and ipvlan do not share with each other.",
    },
    "no-such-bridge": {
      title: "This bridge or bond is not there",
      text: "Somebody may have deleted it. Choose another one.",
    },
    "bridge-elsewhere": {
      title: "{{bridge}} is in another namespace",
      text: "A port and its bridge, a member and its bond, must be in the same namespace: move the interface to {{namespace}} first.",
    },
    "no-such-namespace": {
      title: "This namespace is not there",
      text: "Somebody may have deleted it. Choose another one.",
    },
    "no-such-stack": {
      title: "The network stack it shares is not there",
      text: "It belongs to another container. Start that one first.",
    },
    "stack-taken": {
      title: "This network stack is somebody else's",
      text: "A container that brings its stack along needs an id of its own for it.",
    },
    "stack-without-process": {
      title: "A container's own stack is there only while it runs",
      text: "Stop the container and its stack in one edit.",
    },
    "process-without-stack": {
      title: "A running container needs its stack",
      text: "Add the namespace in the same edit.",
    },
    "no-such-container": {
      title: "This container is not there",
      text: "Somebody may have deleted it. Choose another one.",
    },
    "no-such-peer": {
      title: "A veth pair needs both its ends",
      text: "Draw the link again from one side to the other.",
    },
    "no-such-record": {
      title: "This is not there any more",
      text: "Somebody deleted it before your change arrived.",
    },
    "id-taken": {
      title: "This is there already",
      text: "It was added before. Undo and try again if it looks wrong.",
    },
    "fixed-field": { title: "The kernel cannot change this", text: "Delete it and make a new one instead." },
    "host-stays": {
      title: "The lab’s host stays",
      text: "It is the machine all the rest lives in. You can remove what is in it.",
    },
    "too-many-records": {
      title: "A lab holds at most {{limit}} things",
      text: "Remove some, or open another lab.",
    },

    "not-a-lab-file": {
      title: "{{name}} is not a lab’s file",
      text: "Choose a .json file that was downloaded from Vethlab.",
    },
    "lab-file-too-large": {
      title: "{{name}} is too large",
      text: "A lab’s file is at most {{limit}} MB. Split it into several labs.",
    },
    "not-a-number": {
      title: "Not a whole number",
      text: "Type digits only.",
    },
    "not-a-port": {
      title: "Not a port to publish",
      text: "Type the host’s port, a colon and the container’s, as in 8080:80 or 53:53/udp.",
    },
    "port-published": {
      title: "This port leads to {{name}} already",
      text: "Choose another port of the host, or take it back there first.",
    },
    // What an undo meets (shared/undo.ts).
    "changed-since": {
      title: "{{name}} was changed since",
      text: "Taking your change back would undo somebody’s later one too. Change it by hand instead.",
    },
    "removed-since": {
      title: "{{name}} was removed since",
      text: "What you changed is not there any more, so there is nothing to take back.",
    },
    "made-again": {
      title: "{{name}} was made again since",
      text: "What you removed is back already.",
    },
    depends: {
      title: "Something was built on {{name}} since",
      text: "Taking it back would take that along. Remove what was built on it first.",
    },
    "storm-ended": {
      title: "A broadcast storm was ended: {{name}} was set down",
      text: "In a loop of bridges without STP one broadcast goes round for ever, as fast as the processors can, and every lab becomes slow. Turn STP on at {{bridge}}, or remove one of the links; then set {{name}} up again.",
    },
    unanswered: {
      title: "No answer came",
      text: "The connection broke first, and it is not known whether this was carried out. Look, and do it again if it was not.",
    },
    "connection-lost": {
      title: "The server cannot be reached",
      text: "Nothing was changed. The page connects again by itself; then try again.",
    },

    // What zod says of a form (shared/parse.ts).
    invalid_type: { title: "This value is of the wrong kind", text: "Type another one." },
    invalid_format: {
      title: "This value has the wrong form",
      text: "Check it for characters that do not belong.",
    },
    invalid_value: { title: "This is not one of the choices", text: "Choose one that is offered." },
    too_big: { title: "This number is too large", text: "It can be at most {{maximum}}." },
    too_small: { title: "This number is too small", text: "It must be at least {{minimum}}." },
    too_big_string: { title: "This is too long", text: "It can have at most {{maximum}} characters." },
    too_small_string: { title: "This is too short", text: "It must have at least {{minimum}} characters." },
    too_big_array: { title: "These are too many", text: "There can be at most {{maximum}}." },
    too_small_array: { title: "These are too few", text: "There must be at least {{minimum}}." },
    unrecognized_keys: {
      title: "Something here is unknown",
      text: "The file names what Vethlab does not know: {{keys}}.",
    },
    invalid_union: { title: "This has none of the known forms", text: "Check what it is meant to be." },
    invalid_key: {
      title: "A key has the wrong form",
      text: "For kernel parameters only net.* keys belong to a namespace.",
    },
    invalid_element: { title: "An entry has the wrong form", text: "Correct or remove it." },
    not_multiple_of: { title: "A whole number is needed", text: "Type it without a fraction." },
    custom: { title: "This value is not allowed", text: "Type another one." },
  },
} as const;
