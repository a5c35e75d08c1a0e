import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { buildInfo } from "../build-info.ts";
import { operations, type Operation } from "./operations.ts";
import { problemSchema } from "./schemas.ts";

/** The description of the API, from the schemas that check it. */
export function describeApi(): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method]: describe(operation) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Vethlab",
      version: buildInfo.version,
      description: "Draw Linux networks that are real. Edits are live at WS /api/labs/{lab}/socket.",
    },
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    paths,
  });
}

function describe({ path, summary, body, answer, status }: Operation): ZodOpenApiOperationObject {
  const parameters = path.includes(":lab")
    ? [{ name: "lab", in: "path" as const, required: true, schema: { type: "string" as const } }]
    : [];
  return {
    summary,
    parameters,
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    responses: {
      [`${status}`]:
        answer === undefined
          ? { description: summary }
          : { description: summary, content: { "application/json": { schema: answer } } },
      default: {
        description: "What went wrong.",
        content: { "application/problem+json": { schema: problemSchema } },
      },
    },
  };
}
