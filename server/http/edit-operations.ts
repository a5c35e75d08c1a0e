import { ProblemError } from "../../shared/errors.ts";
import { formatStep, type Step } from "../../shared/step.ts";
import type { Accepted, Lab } from "../lab.ts";
import * as answers from "./answers.ts";
import { observedSchema } from "./observed-answer.ts";
import { editExamples } from "./examples.ts";
import { operation, type Operation } from "./operation.ts";
import * as requests from "./requests.ts";

/** The document, and the kernel brought to it. */
export const editOperations: readonly Operation[] = [
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/edits",
      summary: "Apply an edit to the document and the kernel: all of it or nothing.",
      body: requests.editRequestSchema,
      examples: editExamples,
      answer: answers.acceptedSchema,
    },
    async ({ labs, id, author, body: { edit, baseRevision } }) => {
      const { lab } = labs.get(id);
      return accepted(
        await lab.edit(author, edit, baseRevision).catch((error: unknown) => {
          throw withDocument(error, lab);
        }),
      );
    },
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/undo",
      summary: "Take back the author's last edit.",
      answer: answers.acceptedSchema,
    },
    async ({ labs, id, author }) => accepted(await labs.get(id).lab.undo(author)),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/redo",
      summary: "Make again what the author took back last.",
      answer: answers.acceptedSchema,
    },
    async ({ labs, id, author }) => accepted(await labs.get(id).lab.redo(author)),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/restore",
      summary: "Try again what the kernel refused of the document, and tell what it still refuses.",
      body: requests.restoreRequestSchema,
      answer: answers.acceptedSchema,
    },
    async ({ labs, id, author, body: { records } }) =>
      accepted(await labs.get(id).lab.restore(author, records)),
  ),
  operation(
    {
      method: "get",
      path: "/api/labs/:lab/observed",
      summary: "What the kernel says now.",
      answer: observedSchema,
    },
    ({ labs, id }) => labs.get(id).lab.readObserved(),
  ),
];

function accepted({ revision, steps }: Accepted) {
  return { revision, steps: steps.map((step: Step) => ({ ...step, command: formatStep(step) })) };
}

/** A page is told every change, a program only this: with it, it can make its edit anew at once. */
function withDocument(error: unknown, { revision, document }: Lab): unknown {
  if (!(error instanceof ProblemError) || error.problem.kind !== "stale") return error;
  return new ProblemError({ ...error.problem, revision, document }, error);
}
