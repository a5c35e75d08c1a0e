import type { ContainerRecord, PublishedPort } from "../../shared/container.ts";
import { recordsOfKind, type Topology } from "../../shared/topology.ts";
import { DockerError } from "./answer.ts";

/** `8080:80`, `53:53/udp`. @throws DockerError */
export function parsePort(text: string): PublishedPort {
  const [, host, inner, protocol = "tcp"] =
    /^(?:0\.0\.0\.0:)?(\d{1,5}):(\d{1,5})(?:\/(tcp|udp))?$/.exec(text) ?? [];
  const [hostPort, port] = [Number(host), Number(inner)];
  const areThere = [hostPort, port].every((number) => number >= 1 && number <= 65_535);
  if (!areThere) throw new DockerError(`invalid port ${text}: it must be HOST:CONTAINER, as in 8080:80`, 125);
  return { hostPort, port, protocol: protocol === "udp" ? "udp" : "tcp" };
}

/** @throws DockerError where one of them leads to a container already */
export function checkPortsAreFree(
  topology: Topology,
  { id, ports }: Pick<ContainerRecord, "id" | "ports">,
): void {
  for (const other of recordsOfKind(topology, "container")) {
    if (other.id === id || other.state === "stopped") continue;
    const taken = other.ports.find((theirs) =>
      ports.some((own) => own.hostPort === theirs.hostPort && own.protocol === theirs.protocol),
    );
    if (taken !== undefined)
      throw new DockerError(`Bind for 0.0.0.0:${taken.hostPort} failed: port is already allocated`, 125);
  }
}

/** `0.0.0.0:8080->80/tcp`, as `docker ps` has it. */
export function formatPorts({ ports, state }: ContainerRecord): string {
  if (state === "stopped") return "";
  return ports.map(({ hostPort, port, protocol }) => `0.0.0.0:${hostPort}->${port}/${protocol}`).join(", ");
}
