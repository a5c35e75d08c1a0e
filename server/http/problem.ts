import type { ErrorRequestHandler } from "express";
import { httpStatusOf, messageOf, ProblemError, type Problem } from "../../shared/errors.ts";
import { maxMessageBytes } from "../../shared/protocol.ts";
import { log } from "../log.ts";

/** Every error as application/problem+json (RFC 9457) with our stable `kind`. */
export const problemHandler: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const problem = problemOf(error);
  if (problem.kind === "internal") log.error({ err: error, path: request.path }, "request failed");
  const status = httpStatusOf(problem.kind);
  const body = { type: `urn:vethlab:${problem.kind}`, title: problem.kind, status, ...problem };
  response.status(status).type("application/problem+json").send(JSON.stringify(body));
};

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const type = typeof error === "object" && error !== null && "type" in error ? error.type : undefined;
  // What body-parser throws: https://github.com/expressjs/body-parser#errors
  if (type === "entity.too.large") {
    const limit = maxMessageBytes / 1024 ** 2;
    const detail = `the request is larger than ${limit} MiB`;
    return { kind: "too-large", code: "body-too-large", detail, parameters: { limit } };
  }
  if (type === "entity.parse.failed")
    return { kind: "malformed", code: "not-json", detail: `the body must be JSON (${messageOf(error)})` };
  if (typeof type === "string")
    return {
      kind: "malformed",
      code: "bad-body",
      detail: `the body could not be read (${messageOf(error)})`,
    };
  if (isFileRefusal(error))
    return { kind: "not-found", code: "no-such-file", detail: "there is no such file" };
  if (error instanceof URIError)
    return { kind: "malformed", code: "bad-url", detail: "the URL could not be read" };
  return { kind: "internal", detail: "something went wrong in the server; its log says more" };
}

/** What express.static and sendFile throw (http-errors): not there (404), or outside of the folder (403). */
function isFileRefusal(error: unknown): boolean {
  return error instanceof Error && "status" in error && (error.status === 404 || error.status === 403);
}
