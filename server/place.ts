import { containerPlace } from "../shared/container.ts";
import { ProblemError } from "../shared/errors.ts";
import { recordsOfKind } from "../shared/topology.ts";
import type { Place } from "./kernel/exec.ts";
import type { Lab } from "./lab.ts";

/**
 * Where to run something, as people name it: a namespace, or `container:NAME`. Only names the kernel itself has given us
 * reach a command line.
 *
 * @throws ProblemError "not-found"
 */
export async function placeNamed(lab: Lab, name: string): Promise<Place> {
  const { namespaces } = await lab.readObserved();
  if (Object.hasOwn(namespaces, name)) return name;
  for (const container of recordsOfKind(lab.document.topology, "container")) {
    const isThis = containerPlace(container.name) === name;
    const pid = isThis ? lab.machine?.containers.pidOf(container.id) : null;
    if (typeof pid === "number") return { pid };
  }
  throw noSuchNamespace("namespace", name);
}

/** @param path  where the name stood in the request */
export function noSuchNamespace(path: string, name: string): ProblemError {
  return new ProblemError({
    kind: "not-found",
    code: "no-such-namespace",
    detail: `${path}: there is no namespace with the name ${name}`,
    path,
    parameters: { name },
  });
}
