import type { Document } from "./topology.ts";

/**
 * Everything that can go wrong with a request, as a closed list. `kind` is stable: programs branch on it, the page
 * translates it (`errors.<kind>` with `parameters`). `detail` is one English sentence for people without the page.
 */
export const errorKinds = [
  /** The request itself is not of the schema's form. `path` names the field. */
  "malformed",
  /** An edit whose result no kernel could hold, or that names what is not there. `path` names the field. */
  "invalid-edit",
  /** The edit was made on an older revision than the lab's. The answer carries the current one. */
  "stale",
  /** The kernel refused a command. `command` and `output` give it to the letter; of an edit, nothing was done. */
  "kernel-refused",
  /** The kernel refused a command and putting things back failed too: the lab is being rebuilt from its document. */
  "rollback-failed",
  /** Undo or redo is impossible, and why. */
  "undo-impossible",
  /** The document could not be written (disk full…): the edit was taken back. */
  "storage-failed",
  "not-found",
  "already-exists",
  "unauthorized",
  "forbidden-origin",
  "too-large",
  /** The body is not said to be JSON. */
  "unsupported-media-type",
  "too-many-requests",
  /** This machine cannot make lab machines (`detail` says which switch to set), or the lab's was ended meanwhile. */
  "machine-unavailable",
  /** This machine's kernel lacks the feature. */
  "unsupported",
  "timeout",
  "internal",
] as const;
export type ErrorKind = (typeof errorKinds)[number];

/** RFC 9457 problem details plus our own members; the same object over HTTP and the socket. */
export interface Problem {
  readonly kind: ErrorKind;
  /** A finer, stable code within the kind, e.g. `name-taken`; the page translates `problems.<code>`. */
  readonly code?: string;
  readonly detail: string;
  /** Where in the request: `edit.edits[2].record.name`, or `<record id>.name` for a record of the document. */
  readonly path?: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** The command the kernel refused, as a person would type it. */
  readonly command?: string;
  /** The tool's own words. */
  readonly output?: string;
  /** The lab's revision now, with `stale`. */
  readonly revision?: number;
  /** The document at that revision, where the answer is all that the sender is told (HTTP). */
  readonly document?: Document;
}

export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, cause?: unknown) {
    super(problem.detail, cause === undefined ? undefined : { cause });
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** What to tell of an error that may be anything. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { kind: "internal", detail: messageOf(error) };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const statusByKind: Readonly<Record<ErrorKind, number>> = {
  malformed: 400,
  "invalid-edit": 422,
  stale: 409,
  "kernel-refused": 422,
  "rollback-failed": 500,
  "undo-impossible": 409,
  "storage-failed": 507,
  "not-found": 404,
  "already-exists": 409,
  unauthorized: 401,
  "forbidden-origin": 403,
  "too-large": 413,
  "unsupported-media-type": 415,
  "too-many-requests": 429,
  "machine-unavailable": 503,
  unsupported: 501,
  timeout: 504,
  internal: 500,
};

export function httpStatusOf(kind: ErrorKind): number {
  return statusByKind[kind];
}
