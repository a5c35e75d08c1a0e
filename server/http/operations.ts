import { toProblem } from "../../shared/errors.ts";
import { buildInfo } from "../build-info.ts";
import * as answers from "./answers.ts";
import { containerOperations } from "./container-operations.ts";
import { editOperations } from "./edit-operations.ts";
import { foreignOperations } from "./foreign-operations.ts";
import { labOperations } from "./lab-operations.ts";
import { networkOperations } from "./network-operations.ts";
import { operation, type Operation } from "./operation.ts";
import { runOperations } from "./run-operations.ts";
import { terminalOperations } from "./terminal-operations.ts";

export const operations: readonly Operation[] = [
  operation(
    {
      method: "get",
      path: "/api/health",
      summary: "Is it there, can it make labs, and what can this machine's kernel do?",
      answer: answers.healthSchema,
    },
    async ({ capabilities }) => {
      const { version } = buildInfo;
      return capabilities().then(
        (found) => ({ ok: true, version, capabilities: found }),
        (error: unknown) => ({ ok: false, version, capabilities: {}, problem: toProblem(error) }),
      );
    },
  ),
  ...labOperations,
  ...foreignOperations,
  ...editOperations,
  ...containerOperations,
  ...networkOperations,
  ...runOperations,
  ...terminalOperations,
];
