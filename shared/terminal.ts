import * as z from "zod";
import type { Problem } from "./errors.ts";
import { authorSchema, type Author } from "./protocol.ts";

/**
 * One terminal of a lab: a shell on a pseudoterminal of the lab's machine. Everybody in the lab sees that it is there and
 * may look on. One person writes, and the window of that one gives the size; whoever takes over is the one from then on.
 *
 * WS /api/labs/:lab/terminals/:terminal/socket carries it. Binary frames are the terminal's bytes, both ways; text frames
 * are the messages below, in JSON. The first is `hello`; what was on the screen before comes then, between `begin` and
 * `live`, and after it what comes.
 */

/** Largest frame a browser may send to a terminal. */
export const maxTerminalFrameBytes = 64 * 1024;
/** Who draws says so whenever it was so many bytes more. */
export const drawnStepBytes = 64 * 1024;
/** Bytes of output a browser may leave undrawn before the shell has to wait for it. */
export const undrawnBytesAtMost = 256 * 1024;

export const terminalSizeSchema = z.strictObject({
  columns: z.int().min(2).max(1000),
  rows: z.int().min(1).max(1000),
});
export type TerminalSize = z.infer<typeof terminalSizeSchema>;

export const usualTerminalSize: TerminalSize = { columns: 80, rows: 24 };

export const terminalClientMessageSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("hello"), author: authorSchema }),
  /** How much fits into the window. Counts for who writes. */
  z.strictObject({ type: z.literal("resize"), size: terminalSizeSchema }),
  /** Bytes drawn of all that came over this socket. */
  z.strictObject({ type: z.literal("drawn"), bytes: z.int().min(0) }),
  /** To be the one who writes. */
  z.strictObject({ type: z.literal("take-over") }),
]);
export type TerminalClientMessage = z.infer<typeof terminalClientMessageSchema>;

export type TerminalServerMessage =
  /** An empty screen of this size; what follows is history until `live`: nothing in it is to be answered. */
  | { readonly type: "begin"; readonly size: TerminalSize }
  | { readonly type: "live" }
  /** From here on in the stream. */
  | { readonly type: "resized"; readonly size: TerminalSize }
  | { readonly type: "state"; readonly terminal: TerminalState }
  | { readonly type: "problem"; readonly problem: Problem };

export interface TerminalEnd {
  /** null when it was ended from outside: with the lab's machine, or by a signal; or never began. */
  readonly exitCode: number | null;
  /** Why it never began. */
  readonly problem: Problem | null;
}

export interface TerminalState {
  readonly id: string;
  /** The present name of the namespace it was opened in; the last one when that has none any more. */
  readonly namespace: string;
  readonly openedBy: Author;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  readonly writer: Author;
  readonly size: TerminalSize;
  /** null while the shell runs. */
  readonly end: TerminalEnd | null;
}

/** What somebody started in a terminal. */
export interface LabProcess {
  /** As it is numbered inside the lab. */
  readonly pid: number;
  /** null when its namespace has no name. */
  readonly namespace: string | null;
  readonly command: string;
}
