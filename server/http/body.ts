import express, { type RequestHandler } from "express";
import { ProblemError } from "../../shared/errors.ts";
import { maxMessageBytes } from "../../shared/protocol.ts";
import type { Gate } from "./auth.ts";

/**
 * Reads the body as JSON, whatever type a program gives it, or none: curl's own is a form's.
 *
 * Not from who is let in by the cookie alone. A browser sends that along with what any page of the same site makes it
 * send, and a page may send every type of a form, or none, without asking first; `application/json` it may not
 * (https://fetch.spec.whatwg.org/#cors-safelisted-request-header). Origin is checked as well; this holds without it.
 */
export function readBody(gate: Gate): RequestHandler {
  const read = express.json({ limit: maxMessageBytes, strict: false, type: () => true });
  return (request, response, next) => {
    const isEmpty = request.headers["content-length"] === "0";
    if (!isEmpty && request.is("application/json") === false && !gate.isProgram(request)) {
      throw new ProblemError({
        kind: "unsupported-media-type",
        detail: "the body must be JSON and say so: Content-Type: application/json",
      });
    }
    read(request, response, next);
  };
}
