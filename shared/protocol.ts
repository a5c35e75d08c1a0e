import * as z from "zod";
import type { DocumentDiff } from "./changes.ts";
import { editSchema, type Edit } from "./edit.ts";
import type { Problem } from "./errors.ts";
import type { Counters, Observed, ObservedDiff, RuleCounters } from "./observed.ts";
import { pingTargetSchema, type PingEvent, type PingTarget } from "./ping.ts";
import { scriptTextSchema, type ScriptRun } from "./script-run.ts";
import type { RefusedStep, Step } from "./step.ts";
import type { TerminalState } from "./terminal.ts";
import { recordIdSchema } from "./fields.ts";
import { maxRecords, positionSchema, type Document, type RecordId } from "./topology.ts";

/**
 * The socket of one lab: WS /api/labs/:lab/socket. JSON text frames both ways.
 *
 * The first message from the browser is `hello`; the server answers with `welcome`, which holds everything, and from
 * then on with messages that carry `seq`, one more each time. A gap means something was missed: say `hello` again.
 */

/** Largest frame a browser may send. An import of the largest lab fits. */
export const maxMessageBytes = 8 * 1024 * 1024;

/** Characters in a lab's and in a person's name. */
export const maxLabName = 80;
export const maxAuthorName = 40;
/** Namespaces whose counters one browser may ask for, and records it may tell others it has selected. */
export const maxLooks = 64;
const maxCloseLooks = 4;
export const maxSelection = 500;

const requestIdSchema = z.string().min(1).max(40);
const revisionSchema = z.int().min(0);

const presenceSchema = z.strictObject({
  /** Pointer on the canvas, in canvas coordinates; null when it is elsewhere. */
  cursor: positionSchema.nullable(),
  selection: z.array(recordIdSchema).max(maxSelection),
  /** Cards being dragged, where they are right now. */
  dragging: z
    .record(recordIdSchema, positionSchema)
    .refine(
      (cards) => Object.keys(cards).length <= maxRecords,
      "must name at most as many cards as a lab can have",
    ),
});
export type Presence = z.infer<typeof presenceSchema>;

export const authorSchema = z.strictObject({
  /** Made once per browser: undo belongs to it. */
  id: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, "must be 1 to 40 letters, digits, _ or -"),
  name: z.string().trim().min(1).max(maxAuthorName),
});
export type Author = z.infer<typeof authorSchema>;
/** Whoever works in a lab's machine without coming through the server. */
export const somebodyId = "by-hand";

export const clientMessageSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("hello"), author: authorSchema }),
  z.strictObject({
    type: z.literal("edit"),
    request: requestIdSchema,
    baseRevision: revisionSchema,
    edit: editSchema,
  }),
  z.strictObject({ type: z.literal("undo"), request: requestIdSchema }),
  z.strictObject({ type: z.literal("redo"), request: requestIdSchema }),
  /** Puts the kernel back to what the drawing says, where something by hand made them differ. */
  z.strictObject({
    type: z.literal("restore"),
    request: requestIdSchema,
    records: z.array(recordIdSchema).max(10_000),
  }),
  z.strictObject({ type: z.literal("presence"), presence: presenceSchema }),
  /** Namespaces (record ids) whose counters this browser shows. */
  z.strictObject({
    type: z.literal("look"),
    namespaces: z.array(recordIdSchema).max(maxLooks),
    /** Of these also what a firewall's rules have counted, and what only shows itself to who asks. */
    closely: z.array(recordIdSchema).max(maxCloseLooks).default([]),
  }),
  z.strictObject({
    type: z.literal("ping-start"),
    request: requestIdSchema,
    from: recordIdSchema,
    to: pingTargetSchema,
    intervalMs: z.int().min(20).max(60_000),
    /** null goes on until stopped. */
    count: z.int().min(1).max(100_000).nullable(),
  }),
  z.strictObject({ type: z.literal("ping-stop"), ping: z.string().max(40) }),
  /** In the lab's host. Each person runs one at a time. */
  z.strictObject({
    type: z.literal("script-start"),
    request: requestIdSchema,
    script: scriptTextSchema,
  }),
  z.strictObject({ type: z.literal("script-stop") }),
  /** In a namespace, by its name: also one that nobody drew has a shell. The `ack` names the terminal. */
  z.strictObject({
    type: z.literal("terminal-open"),
    request: requestIdSchema,
    namespace: z.string().min(1).max(255),
  }),
  z.strictObject({ type: z.literal("terminal-close"), terminal: z.string().max(40) }),
]);
type CheckedMessage = z.infer<typeof clientMessageSchema>;
/** What a browser sends: as the schema has it, but with edits as the rest of the program knows them. */
export type ClientMessage =
  | Exclude<CheckedMessage, { type: "edit" }>
  | (Omit<Extract<CheckedMessage, { type: "edit" }>, "edit"> & { readonly edit: Edit });

export interface Person {
  /** One per socket; one author may have several. */
  readonly session: string;
  readonly author: Author;
  readonly presence: Presence;
}

/**
 * What makes a revision of the document. `follow` is what somebody did by hand, in a terminal say, and the kernel has
 * already; `settle` what the kernel did by itself after something; `cut-loop` is the server's own: a link set down to end a
 * storm.
 */
export type DocumentAction = "edit" | "follow" | "settle" | "undo" | "redo" | "cut-loop";

/** One entry of the command log. */
export interface CommandLogEntry {
  readonly revision: number;
  readonly author: Author;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly action: DocumentAction | "restore" | "rebuild";
  /** What an undo takes back or a redo makes again: the edit's revision. null for the rest, and for edits older than what is kept. */
  readonly original: number | null;
  readonly steps: readonly Step[];
}

export interface HistoryState {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface PingState {
  readonly id: string;
  readonly author: Author;
  readonly from: RecordId;
  readonly to: PingTarget;
  readonly intervalMs: number;
  readonly running: boolean;
}

export interface LabSummary {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly namespaces: number;
  readonly bridges: number;
  readonly links: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly changedAt: number;
  readonly state: LabState;
}

export type LabState =
  /** Nobody has looked at it since the server started: its machine is not there yet. */
  | { readonly phase: "idle" }
  | { readonly phase: "building"; readonly done: number; readonly total: number }
  /** `refused`: what of the document the kernel would not take; that is not there, all the rest is. */
  | { readonly phase: "running"; readonly refused: readonly RefusedStep[] }
  /** There is no machine. */
  | { readonly phase: "failed"; readonly problem: Problem };

/** Messages with `seq` are one gapless sequence per socket; those without may come at any time. */
export type ServerMessage =
  | {
      readonly type: "welcome";
      readonly seq: number;
      readonly session: string;
      readonly lab: { readonly id: string; readonly name: string };
      readonly state: LabState;
      readonly revision: number;
      readonly document: Document;
      readonly observed: Observed;
      readonly log: readonly CommandLogEntry[];
      readonly people: readonly Person[];
      readonly history: HistoryState;
      readonly pings: readonly (PingState & { readonly events: readonly PingEvent[] })[];
      /** The last one that this person ran. */
      readonly script: ScriptRun | null;
      readonly terminals: readonly TerminalState[];
      readonly capabilities: Readonly<Record<string, boolean>>;
    }
  /** An edit by anyone, this browser's own included: the document and the kernel after it, as diffs, and what ran. */
  | {
      readonly type: "committed";
      readonly seq: number;
      readonly revision: number;
      readonly diff: DocumentDiff;
      readonly observed: ObservedDiff | null;
      readonly entry: CommandLogEntry;
    }
  | { readonly type: "observed"; readonly seq: number; readonly diff: ObservedDiff }
  | { readonly type: "state"; readonly seq: number; readonly state: LabState }
  | { readonly type: "renamed"; readonly seq: number; readonly name: string }
  /** Something was done to the lab that nobody asked for. */
  | { readonly type: "warning"; readonly seq: number; readonly problem: Problem }
  /** The lab was deleted; the socket closes. */
  | { readonly type: "deleted"; readonly seq: number }
  | {
      readonly type: "person";
      readonly seq: number;
      readonly session: string;
      readonly person: Person | null;
    }
  | { readonly type: "history"; readonly seq: number; readonly history: HistoryState }
  | {
      readonly type: "ping";
      readonly seq: number;
      readonly ping: PingState;
      readonly events: readonly PingEvent[];
    }
  /** To whoever runs it. `output` is what is new of it. */
  | { readonly type: "script"; readonly seq: number; readonly run: ScriptRun }
  /** All of the lab's terminals, whenever one of them is not as it was. What is in them goes over their own sockets. */
  | { readonly type: "terminals"; readonly seq: number; readonly terminals: readonly TerminalState[] }
  /** Answers to requests. `ack` comes after the `committed` it caused. */
  | {
      readonly type: "ack";
      readonly seq: number;
      readonly request: string;
      readonly revision: number;
      readonly ping?: string;
      readonly terminal?: string;
    }
  | {
      readonly type: "reject";
      readonly seq: number;
      readonly request: string | null;
      readonly problem: Problem;
    }
  | { readonly type: "presence"; readonly session: string; readonly presence: Presence }
  /** A long edit on its way: steps done of all. */
  | { readonly type: "progress"; readonly done: number; readonly total: number }
  /** Once a second for what is being looked at: namespace name → interface name → totals. */
  | {
      readonly type: "counters";
      readonly at: number;
      readonly namespaces: Readonly<Record<string, Readonly<Record<string, Counters>>>>;
      /** Namespace name → chain (`inet filter input`) → what each rule has counted; null for one that does not count. */
      readonly rules: Readonly<Record<string, RuleCounters>>;
    };
