import { ProblemError } from "../../shared/errors.ts";
import { hostName } from "../../shared/names.ts";
import type { PingTarget } from "../../shared/ping.ts";
import { parseAddress } from "../../shared/prefix.ts";
import { recordsOfKind, type RecordId } from "../../shared/topology.ts";
import { noSuchNamespace } from "../place.ts";
import type { Lab } from "../lab.ts";
import * as answers from "./answers.ts";
import { scriptExamples } from "./examples.ts";
import { operation, type Operation } from "./operation.ts";
import * as requests from "./requests.ts";

/** What runs in a lab for whoever asks, until it is done. */
export const runOperations: readonly Operation[] = [
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/exec",
      summary: "Run a command in a namespace of the lab.",
      body: requests.execRequestSchema,
      answer: answers.execResultSchema,
    },
    ({ labs, id, author, body, hangUp }) => labs.get(id).commands.run({ ...body, author, hangUp }),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/run-script",
      summary: "Run a bash script in the lab's host; answers when it is done, with what it printed.",
      body: requests.runScriptRequestSchema,
      examples: scriptExamples,
      answer: answers.scriptResultSchema,
    },
    async ({ labs, id, author, body, hangUp }) => {
      let output = "";
      const onOutput = (text: string) => void (output += text);
      const end = await labs.get(id).commands.runScript({ ...body, author, hangUp, onOutput });
      return { ...end, output };
    },
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/ping",
      summary: "Ping from a namespace; answers when all packets are accounted for.",
      body: requests.pingRequestSchema,
      answer: answers.pingResultSchema,
    },
    async ({ labs, id, author, hangUp, body: { from, to, count, intervalMs } }) => {
      const { lab, pings } = labs.get(id);
      await lab.ready();
      hangUp.throwIfAborted();
      const source = namespaceNamed(lab, from);
      if (source === null) throw noSuchNamespace("from", from);
      const session = pings.start({ author, from: source, to: targetOf(lab, to), count, intervalMs });
      hangUp.addEventListener("abort", () => session.stop());
      await session.ended;
      return { events: session.events, summary: session.summary };
    },
  ),
];

function namespaceNamed(lab: Lab, name: string): RecordId | null {
  for (const record of recordsOfKind(lab.document.topology, "namespace"))
    if (record.name === name) return record.id;
  return null;
}

/** A namespace's name first, as on the canvas; else an address or host name for ping to make sense of. */
function targetOf(lab: Lab, to: string): PingTarget {
  const namespace = parseAddress(to) === null && to !== hostName ? namespaceNamed(lab, to) : null;
  if (namespace !== null) return { namespace };
  if (to === hostName) return { namespace: hostName };
  if (!/^[A-Za-z0-9:_][A-Za-z0-9.:_%-]*$/.test(to)) {
    throw new ProblemError({
      kind: "malformed",
      code: "not-a-target",
      detail: "to must be a namespace's name, an address or a host name",
      path: "to",
    });
  }
  return { host: to };
}
