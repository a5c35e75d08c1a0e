import { importFiles } from "../formats/import.ts";
import { toMermaid } from "../formats/mermaid.ts";
import { toContainerlab } from "../formats/write-containerlab.ts";
import { summaryOf } from "../labs.ts";
import * as answers from "./answers.ts";
import { importExamples } from "./examples.ts";
import { operation, type Operation } from "./operation.ts";
import * as requests from "./requests.ts";

/** Labs from and for other programs. */
export const foreignOperations: readonly Operation[] = [
  operation(
    {
      method: "post",
      path: "/api/labs/import",
      summary:
        "Make a lab from another program's files: a containerlab topology, a Kathará lab (also as a zip), a netpen file.",
      body: requests.importRequestSchema,
      examples: importExamples,
      answer: answers.importedSchema,
      status: 201,
    },
    ({ labs, body: { files, format } }) => {
      const { document, name, dropped, format: found } = importFiles(files, format);
      const made = labs.create(name, document);
      made.lab.start();
      return { lab: summaryOf(made), format: found, dropped };
    },
  ),
  operation(
    {
      method: "get",
      path: "/api/labs/:lab/export",
      summary: "The lab as a containerlab topology, or as a Mermaid flowchart.",
      query: requests.exportQuerySchema,
      answer: answers.textSchema,
    },
    ({ labs, id, query: { format } }) => {
      const { name, document } = labs.get(id).lab;
      return format === "mermaid" ? toMermaid(document.topology) : toContainerlab(name, document.topology);
    },
  ),
];
