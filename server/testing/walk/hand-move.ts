import { isInterface, recordsOfKind, type Topology } from "../../../shared/topology.ts";

/** What somebody types who does not look at the drawing, and what takes away what they made beside it. */
export interface HandMove {
  readonly command: string;
  readonly cleanUp: string | null;
}

type Choices = readonly [number, number, number];

/** The numbers choose among what is drawn, so that a move mostly means something. */
export function handMove(topology: Topology, [a, b, c]: Choices): HandMove {
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
  const moves: HandMove[] = [
    { command: "ip netns add 'by hand'", cleanUp: "ip netns delete 'by hand'" },
    { command: "ip link add byhand type bridge", cleanUp: "ip link delete byhand" },
    { command: "ip link add eth0 type bridge", cleanUp: "ip link delete eth0" },
  ];
  if (device !== undefined) {
    const { name } = device;
    const ip = ipIn(device.namespace);
    const address = pick(device.addresses, c) ?? "10.99.0.1/24";
    moves.push(
      ...[
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
      ].map((command) => ({ command, cleanUp: null })),
      { command: `${ip} link set dev '${name}' name byhand1`, cleanUp: `${ip} link delete byhand1` },
    );
  }
  if (namespace !== undefined) {
    const ip = ipIn(namespace.id);
    const drawnSysctl = pick(Object.keys(namespace.sysctls), c) ?? "net.ipv4.ip_default_ttl";
    moves.push(
      ...[
        `ip netns delete '${namespace.name}'`,
        `${ip} link set dev lo ${namespace.loopback.adminState === "up" ? "down" : "up"}`,
        `ip netns exec '${namespace.name}' sysctl -qw net.ipv4.ip_forward=${namespace.forwarding.ipv4 ? 0 : 1}`,
        `ip netns exec '${namespace.name}' sysctl -qw ${drawnSysctl}=${c % 3}`,
      ].map((command) => ({ command, cleanUp: null })),
    );
  }
  if (route !== undefined)
    moves.push({ command: `${ipIn(route.namespace)} route delete ${route.destination}`, cleanUp: null });
  return pick(moves, a) ?? { command: "true", cleanUp: null };
}

function pick<T>(items: readonly T[], choice: number): T | undefined {
  return items[choice % items.length];
}
