import type { ServerMessage } from "../shared/protocol.ts";

/** Distributes over a union, so that each message keeps its own members. */
type WithoutSeq<M> = M extends { readonly seq: number } ? Omit<M, "seq"> : M;
/** A message before a session gives it its number. */
export type Outgoing = WithoutSeq<ServerMessage>;

/** A message on its way to any number of browsers, in the same bytes for all: a diff may be large, and many may look. */
export interface Written {
  readonly hasSeq: boolean;
  readonly json: Buffer;
}

export function write(message: Outgoing): Written {
  const hasSeq = message.type !== "presence" && message.type !== "progress" && message.type !== "counters";
  return { hasSeq, json: Buffer.from(JSON.stringify(message)) };
}
