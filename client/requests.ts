import { applyEdit } from "../shared/apply-edit.ts";
import type { Edit } from "../shared/edit.ts";
import { ProblemError, type Problem } from "../shared/errors.ts";
import type { ClientMessage } from "../shared/protocol.ts";
import type { Document, RecordId, Topology } from "../shared/topology.ts";
import { newId } from "../shared/ids.ts";
import type { OpenLab } from "./state.ts";

/** What became of a request. A failure was already shown to the user. */
export type Outcome =
  | { readonly ok: true; readonly revision: number; readonly ping?: string; readonly terminal?: string }
  | { readonly ok: false; readonly problem: Problem };

/** Asked again on every newer document; null when there is nothing left to do. May throw a ProblemError. */
export type MakeEdit = (topology: Topology, document: Document) => Edit | null;

export interface Request {
  readonly id: string;
  readonly action: "edit" | "undo" | "redo" | "restore" | "ping" | "script" | "terminal";
  /** Drawn as pending, and shown the problem if there is one. */
  readonly records: readonly RecordId[];
  readonly make: (lab: OpenLab, id: string) => ClientMessage | null;
  readonly settle: (outcome: Outcome) => void;
  /** As it was last sent, and on which revision. */
  readonly sent: { readonly message: ClientMessage; readonly revision: number } | null;
  readonly attempts: number;
}

export type Unsent = Pick<Request, "action" | "records" | "make">;

export function newRequest(unsent: Unsent, settle: Request["settle"]): Request {
  return { ...unsent, id: newId(), settle, sent: null, attempts: 0 };
}

export function editRequest(makeEdit: MakeEdit, records: readonly RecordId[]): Unsent {
  return {
    action: "edit",
    records,
    make(lab, request) {
      const edit = makeEdit(lab.document.topology, lab.document);
      return edit === null ? null : { type: "edit", request, baseRevision: lab.revision, edit };
    },
  };
}

export function takeBackRequest(action: "undo" | "redo"): Unsent {
  return { action, records: [], make: (_, request) => ({ type: action, request }) };
}

export function restoreRequest(records: readonly RecordId[]): Unsent {
  return {
    action: "restore",
    records,
    make: (_, request) => ({ type: "restore", request, records: [...records] }),
  };
}

export function terminalRequest(namespace: string): Unsent {
  return {
    action: "terminal",
    records: [],
    make: (_, request) => ({ type: "terminal-open", request, namespace }),
  };
}

type PingWish = Pick<Extract<ClientMessage, { type: "ping-start" }>, "to" | "intervalMs" | "count">;

export function pingRequest(from: RecordId, wish: PingWish): Unsent {
  return {
    action: "ping",
    records: [from],
    make: (_, request) => ({ type: "ping-start", request, from, ...wish }),
  };
}

export function scriptRequest(script: string): Unsent {
  return { action: "script", records: [], make: (_, request) => ({ type: "script-start", request, script }) };
}

/**
 * The connection broke before the answer. What the lab is now tells whether the request was carried out:
 * an edit can only have become the very next revision after the one it was made on.
 */
export function fateOf(request: Request, lab: OpenLab, author: string): "done" | "not-done" | "unknown" {
  if (request.sent === null) return "not-done";
  const { message, revision } = request.sent;
  if (message.type === "edit" && isDone(lab.document, message.edit)) return "done";
  if (lab.revision === revision) return message.type === "edit" ? "not-done" : "unknown";
  const later = lab.log.filter((entry) => entry.revision > revision && entry.author.id === author);
  if (message.type !== "edit")
    return later.some((entry) => entry.action === request.action) ? "done" : "unknown";
  const next = lab.log.find((entry) => entry.revision === revision + 1);
  if (next === undefined) return "unknown";
  return next.author.id === author && next.action === "edit" ? "done" : "not-done";
}

/** Would the edit change nothing any more? Ids are never used twice: a record with the edit's new id is the edit's. */
function isDone(document: Document, edit: Edit): boolean {
  const edits = edit.op === "batch" ? edit.edits : [edit];
  if (edits.some((part) => part.op === "add")) {
    return edits.every((part) => part.op !== "add" || document.topology[part.record.id] !== undefined);
  }
  try {
    return applyEdit(document, edit) === document;
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}

/** `problems.unanswered` in the translations. */
export const unanswered: Problem = {
  kind: "timeout",
  code: "unanswered",
  detail:
    "The connection broke before the server answered, and it is not known whether this was carried out. Look, and do it again if it was not.",
};
