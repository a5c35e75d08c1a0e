import * as fc from "fast-check";
import { anywhere, inside, say, type Weighted } from "./hand-words.ts";

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

/** Rules and tables, by nft and by iptables. */
export const firewallCommands: readonly Weighted[] = [
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
];
