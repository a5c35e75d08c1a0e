import type { ContainerRecord, PublishedPort } from "../../shared/container.ts";
import { parsePublishedPort, publishedElsewhere } from "../../shared/published-ports.ts";
import type { Topology } from "../../shared/topology.ts";
import { DockerError } from "./answer.ts";

/** `8080:80`, `53:53/udp`. @throws DockerError */
export function parsePort(text: string): PublishedPort {
  const port = parsePublishedPort(text);
  if (port === null)
    throw new DockerError(`invalid port ${text}: it must be HOST:CONTAINER, as in 8080:80`, 125);
  return port;
}

/** @throws DockerError where one of them leads to a container already */
export function checkPortsAreFree(
  topology: Topology,
  container: Pick<ContainerRecord, "id" | "ports">,
): void {
  const elsewhere = publishedElsewhere(topology, container);
  if (elsewhere !== null)
    throw new DockerError(
      `Bind for 0.0.0.0:${elsewhere.taken.hostPort} failed: port is already allocated`,
      125,
    );
}

/** `0.0.0.0:8080->80/tcp`, as `docker ps` has it. */
export function formatPorts({ ports, state }: ContainerRecord): string {
  if (state === "stopped") return "";
  return ports.map(({ hostPort, port, protocol }) => `0.0.0.0:${hostPort}->${port}/${protocol}`).join(", ");
}
