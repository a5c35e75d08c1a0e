import { isInterface, recordsOfKind, type Topology } from "../../../shared/topology.ts";

type Choices = readonly [number, number, number];

/** What somebody types who does not look at the drawing. The numbers choose among what is drawn, so that a move mostly means something. */
export function handMove(topology: Topology, [a, b, c]: Choices): string {
  const interfaces = Object.values(topology).filter(isInterface);
  const namespaces = [...recordsOfKind(topology, "namespace")].filter(({ id }) => id !== "host");
  const routes = [...recordsOfKind(topology, "route")];
  const device = pick(interfaces, b);
  const namespace = pick(namespaces, b);
  const route = pick(routes, b);
  const ipIn = (id: string) => {
    const record = topology[id];
    return record?.kind === "namespace" && record.id !== "host" ? `ip -n '${record.name}'` : "ip";
  };
  const moves = [
    "ip netns add byhand",
    // With addresses of their own: else they take their ports', some time after anything else was done.
    "ip link add byhand address 02:00:00:00:bb:01 type bridge",
    "ip link add eth0 address 02:00:00:00:bb:02 type bridge",
    "ip link add eth1 type veth peer name eth2",
  ];
  if (device !== undefined) {
    const { name } = device;
    const ip = ipIn(device.namespace);
    const address = pick(device.addresses, c) ?? "10.99.0.1/24";
    moves.push(
      `${ip} link set dev '${name}' ${device.adminState === "up" ? "down" : "up"}`,
      `${ip} address delete ${address} dev '${name}'`,
      `${ip} address delete ${address} dev '${name}'; ${ip} address add ${address} dev '${name}'`,
      `${ip} address flush dev '${name}'`,
      `${ip} address add 203.0.113.7/24 dev '${name}'`,
      `${ip} link set dev '${name}' mtu 1300`,
      `${ip} link set dev '${name}' nomaster`,
      `${ip} link set dev '${name}' address 02:00:00:00:00:99`,
      `${ip} link set dev '${name}' netns /proc/1/ns/net`,
      `${ip} link delete dev '${name}'`,
      `${ip} link set dev '${name}' name byhand1`,
    );
  }
  if (namespace !== undefined) {
    const ip = ipIn(namespace.id);
    const drawnSysctl = pick(Object.keys(namespace.sysctls), c);
    moves.push(
      `${ip} rule add from 10.0.0.0/24 lookup 100 priority 300`,
      `ip netns delete '${namespace.name}'`,
      `${ip} link set dev lo ${namespace.loopback.adminState === "up" ? "down" : "up"}`,
      `ip netns exec '${namespace.name}' sysctl -qw net.ipv4.ip_forward=${namespace.forwarding.ipv4 ? 0 : 1}`,
      drawnSysctl === undefined
        ? "true"
        : `ip netns exec '${namespace.name}' sysctl -qw ${drawnSysctl}=${c % 3}`,
    );
  }
  if (route !== undefined)
    moves.push(`${ipIn(route.namespace)} route delete ${route.destination} table ${route.table}`);
  const rule = pick([...recordsOfKind(topology, "rule")], b);
  if (rule !== undefined) {
    const family = rule.family === "ipv6" ? " -6" : "";
    moves.push(`${ipIn(rule.namespace)}${family} rule delete priority ${rule.priority}`);
  }
  return pick(moves, a) ?? "true";
}

function pick<T>(items: readonly T[], choice: number): T | undefined {
  return items[choice % items.length];
}
