import type { Problem } from "./errors.ts";

/** Files of other labs: what can be read, and what can be written. */
export const foreignFormats = ["containerlab", "kathara", "netpen"] as const;
export type ForeignFormat = (typeof foreignFormats)[number];
export const exportFormats = ["containerlab", "mermaid"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Why something of another lab's file was left out; the page says it (`labs.dropped.<reason>`). */
export const dropReasons = [
  /** A field that means nothing to a network: an image, a licence, a label. */
  "not-network",
  /** A kind of node, of interface or of link that there is none of here. */
  "no-such-kind",
  /** A command that is none of those that are understood, or has a word that is not. */
  "not-understood",
  /** It names a node, an interface or a network that is not there. */
  "nothing-there",
  /** It is not of the form that this place has. */
  "wrong-form",
  /** The network that it makes here cannot be: `problem` says why. */
  "impossible",
  /** What the other program does by itself, and no line says. */
  "automatic",
] as const;
export type DropReason = (typeof dropReasons)[number];

export interface Dropped {
  readonly file: string;
  /** From 1; null where it stands in no line. */
  readonly line: number | null;
  /** The field or the line, as it stands there. */
  readonly text: string;
  readonly reason: DropReason;
  readonly problem: Problem | null;
}
