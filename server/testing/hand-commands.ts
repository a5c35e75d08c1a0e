import * as fc from "fast-check";

const namespace = fc.constantFrom("n1", "n2", "n3");
const anywhere = fc.constantFrom("host", "n1", "n2", "n3");
const device = fc.constantFrom("a0", "a1", "b0", "b1", "c0", "c1");
const bridge = fc.constantFrom("br0", "br1");
const any = fc.oneof(
  { weight: 6, arbitrary: device },
  { weight: 2, arbitrary: bridge },
  { weight: 1, arbitrary: fc.constantFrom("mv0", "vx1", "vx2") },
);
const state = fc.constantFrom("up", "down");
const address = fc.constantFrom(
  "10.0.0.1/24",
  "10.0.0.2/24",
  "10.0.0.3/16",
  "10.1.0.1/24",
  "192.168.1.1/32",
  "fd00::1/64",
  "fd00::2/64",
);
const destination = fc.constantFrom("default", "10.9.0.0/16", "10.9.9.9/32", "192.168.0.0/16");
const gateway = fc.constantFrom("10.0.0.1", "10.0.0.2", "10.1.0.9");

/** `ip`, in the lab's host or in a namespace. */
function ip(where: string): string {
  return where === "host" ? "ip" : `ip -n ${where}`;
}

/** A program, in the lab's host or in a namespace. */
function inside(where: string): string {
  return where === "host" ? "" : `ip netns exec ${where} `;
}

const chain = fc.constantFrom("input", "forward", "output");
const rule = fc.constantFrom(
  "tcp dport 22 accept",
  "ct state established,related counter accept",
  "ip saddr 10.0.0.0/24 udp dport { 53, 80 } counter drop",
  "ip6 saddr fd00::/64 counter reject",
  'iifname "a0" limit rate 5/minute counter accept',
  'log prefix "seen: "',
);
const iptablesRule = fc.constantFrom(
  "-P FORWARD DROP",
  "-A FORWARD -i br0 -j ACCEPT",
  "-D FORWARD -i br0 -j ACCEPT",
  "-I INPUT -p tcp -m multiport --dports 80,443 -m comment --comment 'two words' -j REJECT",
  "-A INPUT -m conntrack --ctstate NEW,ESTABLISHED -m limit --limit 5/min -j LOG --log-prefix 'new: '",
  "-N OWN",
  "-A OWN -s 10.0.0.1 -j RETURN",
  "-A INPUT -j OWN",
  "-X OWN",
  "-F",
  "-t nat -A POSTROUTING -s 10.0.0.0/24 ! -o br0 -j MASQUERADE",
  "-t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80",
  "-t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu",
);

const say = <T extends unknown[]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  toText: (...values: T) => string,
) => fc.tuple(...(arbitraries as fc.Arbitrary<unknown>[])).map((values) => toText(...(values as T)));

/** What a student may type, sense or nonsense: few names, so that much of it meets. */
export const handCommand: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: say<[string]>([namespace], (name) => `ip netns add ${name}`) },
  { weight: 1, arbitrary: say<[string]>([namespace], (name) => `ip netns delete ${name}`) },
  {
    weight: 1,
    arbitrary: say<[string, string]>(
      [namespace, namespace],
      (from, to) =>
        `[ ! -e /run/netns/${to} ] && touch /run/netns/${to} && mount --bind /run/netns/${from} /run/netns/${to} && umount /run/netns/${from} && rm /run/netns/${from}`,
    ),
  },
  {
    weight: 5,
    arbitrary: say<[string, string, string]>(
      [anywhere, device, device],
      (where, one, other) => `${ip(where)} link add ${one} type veth peer name ${other}`,
    ),
  },
  {
    weight: 3,
    arbitrary: say<[string, string, string, string]>(
      [device, device, namespace, namespace],
      (one, other, here, there) =>
        `ip link add ${one} netns ${here} type veth peer name ${other} netns ${there}`,
    ),
  },
  {
    weight: 3,
    arbitrary: say<[string, string]>(
      [anywhere, bridge],
      (where, name) => `${ip(where)} link add name ${name} type bridge`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>([anywhere, any], (where, name) => `${ip(where)} link delete ${name}`),
  },
  {
    weight: 4,
    arbitrary: say<[string, string, string]>(
      [anywhere, device, namespace],
      (where, name, to) => `${ip(where)} link set ${name} netns ${to}`,
    ),
  },
  {
    weight: 2,
    arbitrary: say<[string, string, string]>(
      [anywhere, any, device],
      (where, name, to) => `${ip(where)} link set ${name} name ${to}`,
    ),
  },
  {
    weight: 4,
    arbitrary: say<[string, string, string]>(
      [anywhere, device, bridge],
      (where, name, to) => `${ip(where)} link set ${name} master ${to}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>(
      [anywhere, device],
      (where, name) => `${ip(where)} link set ${name} nomaster`,
    ),
  },
  {
    weight: 6,
    arbitrary: say<[string, string, string]>(
      [anywhere, fc.oneof(any, fc.constant("lo")), state],
      (where, name, to) => `${ip(where)} link set ${name} ${to}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string, number]>(
      [anywhere, any, fc.constantFrom(1280, 1400, 1500, 9000)],
      (where, name, mtu) => `${ip(where)} link set ${name} mtu ${mtu}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string, number]>(
      [anywhere, any, fc.integer({ min: 1, max: 9 })],
      (where, name, last) => `${ip(where)} link set ${name} address 02:00:00:00:00:0${last}`,
    ),
  },
  {
    weight: 6,
    arbitrary: say<[string, string, string]>(
      [anywhere, fc.oneof(any, fc.constant("lo")), address],
      (where, name, value) => `${ip(where)} address add ${value} dev ${name}`,
    ),
  },
  {
    weight: 2,
    arbitrary: say<[string, string, string]>(
      [anywhere, any, address],
      (where, name, value) => `${ip(where)} address delete ${value} dev ${name}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>(
      [anywhere, any],
      (where, name) => `${ip(where)} address flush dev ${name}`,
    ),
  },
  {
    weight: 4,
    arbitrary: say<[string, string, string]>(
      [anywhere, destination, gateway],
      (where, to, via) => `${ip(where)} route add ${to} via ${via}`,
    ),
  },
  {
    weight: 2,
    arbitrary: say<[string, string, string, number]>(
      [anywhere, destination, any, fc.constantFrom(0, 50)],
      (where, to, dev, metric) =>
        `${ip(where)} route replace ${to} dev ${dev}${metric === 0 ? "" : ` metric ${metric}`}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>(
      [anywhere, destination],
      (where, to) => `${ip(where)} route delete ${to}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>(
      [anywhere, any],
      (where, dev) => `${ip(where)} -6 route add fd09::/64 via fd00::2 dev ${dev}`,
    ),
  },
  {
    weight: 2,
    arbitrary: say<[string, string, number]>(
      [
        anywhere,
        fc.constantFrom("net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"),
        fc.integer({ min: 0, max: 1 }),
      ],
      (where, key, value) => `${where === "host" ? "" : `ip netns exec ${where} `}sysctl -qw ${key}=${value}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string, number]>(
      [anywhere, bridge, fc.integer({ min: 0, max: 1 })],
      (where, name, stp) => `${ip(where)} link set ${name} type bridge stp_state ${stp}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>(
      [anywhere, bridge],
      (where, name) => `${ip(where)} link set ${name} type bridge ageing_time 1000`,
    ),
  },
  // Rules of the drawing, in any order: many of them find no table or chain yet.
  {
    weight: 2,
    arbitrary: say<[string, string, string]>(
      [anywhere, chain, fc.constantFrom("accept", "drop")],
      (where, name, policy) =>
        `${inside(where)}nft 'add table inet filter; add chain inet filter ${name} { type filter hook ${name} priority 0; policy ${policy}; }'`,
    ),
  },
  {
    weight: 4,
    arbitrary: say<[string, string, string]>(
      [anywhere, chain, rule],
      (where, name, text) => `${inside(where)}nft 'add rule inet filter ${name} ${text}'`,
    ),
  },
  {
    weight: 2,
    arbitrary: say<[string, string]>(
      [anywhere, fc.constantFrom("flush chain", "delete chain", "insert rule")],
      (where, what) =>
        `${inside(where)}nft ${what} inet filter input${what === "insert rule" ? " counter" : ""}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>(
      [anywhere, fc.constantFrom("masquerade", "ip saddr 10.0.0.0/24 counter snat ip to 10.1.0.1")],
      (where, text) =>
        `${inside(where)}nft 'add table inet nat; add chain inet nat postrouting { type nat hook postrouting priority srcnat; }; add rule inet nat postrouting ${text}'`,
    ),
  },
  // Tables beside them.
  {
    weight: 4,
    arbitrary: say<[string, string]>(
      [anywhere, iptablesRule],
      (where, text) => `${inside(where)}iptables ${text}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string]>(
      [anywhere],
      (where) => `${inside(where)}ip6tables -A INPUT -p tcp --dport 22 -j ACCEPT`,
    ),
  },
  {
    weight: 2,
    arbitrary: say<[string, string]>(
      [anywhere, fc.constantFrom("ip mine", "inet filter", "bridge wall")],
      (where, table) =>
        `${inside(where)}nft 'add table ${table}; add set ${table} known { type mark; elements = { 1, 2 }; }; add chain ${table} own; add rule ${table} own meta mark @known accept comment "so"'`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>(
      [anywhere, fc.constantFrom("delete table ip mine", "delete table inet filter", "flush ruleset")],
      (where, what) => `${inside(where)}nft ${what}`,
    ),
  },
  {
    weight: 3,
    arbitrary: say<[string, string, string, string]>(
      [anywhere, device, anywhere, fc.constantFrom("bridge", "private", "vepa", "passthru")],
      (where, lower, to, mode) =>
        `${ip(where)} link add mv0 link ${lower} netns ${to === "host" ? "/proc/1/ns/net" : to} type macvlan mode ${mode}`,
    ),
  },
  {
    weight: 2,
    arbitrary: say<[string, number]>(
      [anywhere, fc.integer({ min: 1, max: 3 })],
      (where, last) =>
        `${ip(where)} link add vx${last} type vxlan id ${last} dstport 4789 remote 10.0.0.${last} local 10.0.0.9`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string]>(
      [anywhere, fc.constantFrom("remote 10.0.0.7", "nolearning", "learning")],
      (where, change) => `${ip(where)} link set vx1 type vxlan ${change}`,
    ),
  },
  {
    weight: 2,
    arbitrary: say<[string, string, string, number]>(
      [
        anywhere,
        fc.constantFrom("append", "append", "delete"),
        fc.constantFrom("vx1", "vx2"),
        fc.integer({ min: 1, max: 6 }),
      ],
      (where, verb, name, last) =>
        `bridge ${where === "host" ? "" : `-n ${where} `}fdb ${verb} 00:00:00:00:00:00 dev ${name} dst 10.0.0.${last}`,
    ),
  },
  // What no record can say.
  {
    weight: 1,
    arbitrary: say<[string]>(
      [anywhere],
      (where) => `${ip(where)} link add vx0 type vxlan external dstport 4790`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string]>(
      [namespace],
      (name) => `ip route add 10.66.0.0/16 via 10.0.0.9 onlink dev a0 || ip netns exec ${name} true`,
    ),
  },
);
