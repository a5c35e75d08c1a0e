import { startContainer, stopContainer } from "../../shared/container-edits.ts";
import type { RecordId } from "../../shared/topology.ts";
import { connection } from "../connection.ts";
import type { Outcome } from "../requests.ts";

/** One edit each: what a start makes anew is not what the stop took away. */
export async function switchContainer(id: RecordId, verb: "start" | "stop" | "restart"): Promise<Outcome> {
  const stop = () => connection.sendEdit((_, document) => stopContainer(document, id), [id]);
  const start = () => connection.sendEdit((_, document) => startContainer(document, id), [id]);
  if (verb === "restart") await stop();
  return verb === "stop" ? stop() : start();
}
