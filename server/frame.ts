import type { WebSocket } from "ws";
import { ProblemError } from "../shared/errors.ts";

export function toBytes(data: WebSocket.RawData): Buffer {
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data);
}

/** @throws ProblemError "malformed" */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw new ProblemError({ kind: "malformed", code: "not-json", detail: "the message is not JSON" }, error);
  }
}

export function helloFirst(): ProblemError {
  return new ProblemError({ kind: "malformed", code: "hello-first", detail: "say hello first" });
}
