import { nothingObserved } from "../../shared/observed.ts";
import type { CommandLogEntry, ServerMessage } from "../../shared/protocol.ts";
import { emptyDocument } from "../../shared/topology.ts";

type Welcome = Extract<ServerMessage, { type: "welcome" }>;

export const otherAuthor = { id: "other", name: "Other" };

export function welcome(fields: Partial<Welcome> = {}): Welcome {
  return {
    type: "welcome",
    seq: 1,
    session: "s1",
    lab: { id: "lab", name: "Lab" },
    state: { phase: "running", refused: [] },
    revision: 0,
    document: emptyDocument,
    observed: nothingObserved,
    log: [],
    people: [],
    history: { canUndo: false, canRedo: false },
    pings: [],
    script: null,
    terminals: [],
    capabilities: {},
    ...fields,
  };
}

export function logEntry(revision: number, fields: Partial<CommandLogEntry> = {}): CommandLogEntry {
  return { revision, author: otherAuthor, at: 0, action: "edit", original: null, steps: [], ...fields };
}
