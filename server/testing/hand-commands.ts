import * as fc from "fast-check";
import { firewallCommands } from "./hand-firewall-commands.ts";
import { qualityCommands } from "./hand-quality-commands.ts";
import { policyRuleCommands } from "./hand-policy-rule-commands.ts";
import { singleCommands } from "./hand-single-commands.ts";
import {
  address,
  any,
  anywhere,
  bridge,
  destination,
  device,
  gateway,
  ip,
  namespace,
  say,
  state,
  table,
} from "./hand-words.ts";

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
    arbitrary: say<[string, string, string, string]>(
      [anywhere, destination, gateway, table],
      (where, to, via, words) => `${ip(where)} route add ${to} via ${via}${words}`,
    ),
  },
  {
    weight: 2,
    arbitrary: say<[string, string, string, number, string]>(
      [anywhere, destination, any, fc.constantFrom(0, 50), table],
      (where, to, dev, metric, words) =>
        `${ip(where)} route replace ${to} dev ${dev}${metric === 0 ? "" : ` metric ${metric}`}${words}`,
    ),
  },
  {
    weight: 1,
    arbitrary: say<[string, string, string]>(
      [anywhere, destination, table],
      (where, to, words) => `${ip(where)} route delete ${to}${words}`,
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
  ...firewallCommands,
  ...qualityCommands,
  ...policyRuleCommands,
  ...singleCommands,
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
