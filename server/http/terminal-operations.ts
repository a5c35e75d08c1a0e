import { endListedProcess, listProcesses } from "../processes.ts";
import * as answers from "./answers.ts";
import { operation, type Operation } from "./operation.ts";
import * as requests from "./requests.ts";

/** Terminals, and what is left running by them. */
export const terminalOperations: readonly Operation[] = [
  operation(
    {
      method: "get",
      path: "/api/labs/:lab/terminals",
      summary: "The lab's terminals, whoever opened them.",
      answer: answers.terminalListSchema,
    },
    ({ labs, id }) => ({ terminals: labs.get(id).terminals.states }),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/terminals",
      summary:
        "Open a terminal: bash in a namespace. Its bytes go over WS /api/labs/{lab}/terminals/{terminal}/socket.",
      body: requests.openTerminalSchema,
      answer: answers.terminalSchema,
      status: 201,
    },
    async ({ labs, id, author, body }) => (await labs.get(id).terminals.open(author, body.namespace)).state,
  ),
  operation(
    {
      method: "delete",
      path: "/api/labs/:lab/terminals/:terminal",
      summary: "Close a terminal. What runs in its background goes on.",
      status: 204,
    },
    ({ labs, id, part }) => {
      const { terminals } = labs.get(id);
      terminals.close(terminals.get(part).id);
    },
  ),
  operation(
    {
      method: "get",
      path: "/api/labs/:lab/processes",
      summary: "What was started in terminals and runs, in open ones or left behind by them.",
      answer: answers.processListSchema,
    },
    async ({ labs, id }) => ({ processes: await listProcesses(labs.get(id).lab) }),
  ),
  operation(
    {
      method: "delete",
      path: "/api/labs/:lab/processes/:process",
      summary: "End a process: with SIGTERM, and if it is still there two seconds later with SIGKILL.",
      status: 204,
    },
    ({ labs, id, part }) => endListedProcess(labs.get(id).lab, Number(part)),
  ),
];
