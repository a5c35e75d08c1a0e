import { summaryOf } from "../labs.ts";
import * as answers from "./answers.ts";
import { operation, type Operation } from "./operation.ts";
import * as requests from "./requests.ts";

/** Labs as wholes. */
export const labOperations: readonly Operation[] = [
  operation(
    { method: "get", path: "/api/labs", summary: "All labs.", answer: answers.labListSchema },
    ({ labs }) => ({ labs: labs.list() }),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs",
      summary: "Make a lab: an empty one, from a document, or from a lab's file as it is.",
      body: requests.createLabSchema,
      answer: answers.labSummarySchema,
      status: 201,
    },
    ({ labs, body: { name, topology = {}, layout = {} } }) => {
      const made = labs.create(name, { topology, layout });
      made.lab.start();
      return summaryOf(made);
    },
  ),
  operation(
    {
      method: "get",
      path: "/api/labs/:lab",
      summary: "The lab's document with its revision.",
      answer: answers.labDocumentSchema,
    },
    ({ labs, id }) => {
      const { name, revision, document } = labs.get(id).lab;
      return { id, name, revision, ...document };
    },
  ),
  operation(
    {
      method: "patch",
      path: "/api/labs/:lab",
      summary: "Rename the lab.",
      body: requests.renameLabSchema,
      answer: answers.labSummarySchema,
    },
    ({ labs, id, body: { name } }) => {
      const open = labs.get(id);
      open.lab.rename(name);
      return summaryOf(open);
    },
  ),
  operation(
    {
      method: "delete",
      path: "/api/labs/:lab",
      summary: "Delete the lab; it can be taken back for a week.",
      status: 204,
    },
    ({ labs, id }) => labs.delete(id),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/undelete",
      summary: "Take a deletion back.",
      answer: answers.labSummarySchema,
    },
    ({ labs, id }) => labs.undelete(id),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/duplicate",
      summary: "Make a new lab with the same document; without a name, under the same one.",
      body: requests.duplicateLabSchema,
      answer: answers.labSummarySchema,
      status: 201,
    },
    ({ labs, id, body: { name } }) => summaryOf(labs.duplicate(id, name ?? labs.get(id).lab.name)),
  ),
  operation(
    {
      method: "get",
      path: "/api/labs/:lab/file",
      summary: "The lab as one file, which POST /api/labs takes as it is.",
      answer: answers.labFileSchema,
    },
    ({ labs, id }) => {
      const { name, document } = labs.get(id).lab;
      return { format: "vethlab", version: 1, name, ...document };
    },
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/restart",
      summary: "Throw the lab's machine away and build it anew from the document.",
      answer: answers.labSummarySchema,
    },
    async ({ labs, id }) => {
      const open = labs.get(id);
      await open.lab.restart();
      return summaryOf(open);
    },
  ),
  operation(
    {
      method: "get",
      path: "/api/labs/:lab/script",
      summary:
        "A bash script that builds the network on any Linux machine (up, or nothing said), and takes it away again (down).",
      query: requests.scriptQuerySchema,
      answer: answers.textSchema,
    },
    ({ labs, id, query: { language } }) => labs.get(id).lab.script(language),
  ),
];
