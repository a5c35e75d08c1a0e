import { applyDiff } from "../../shared/changes.ts";
import { applyObservedDiff } from "../../shared/diff-observed.ts";
import { nothingObserved, type Observed } from "../../shared/observed.ts";
import type { HistoryState, LabState, ServerMessage } from "../../shared/protocol.ts";
import type { Document } from "../../shared/topology.ts";
import type { LabSocket } from "./lab-socket.ts";

const changesDocument: ReadonlySet<string> = new Set(["edit", "follow", "settle", "undo", "redo"]);

/** What a browser pieces together from what its socket tells it, and nothing else. Throws where that contradicts itself. */
export class LabCopy {
  readonly socket: LabSocket;
  document: Document = { topology: {}, layout: {} };
  observed: Observed = nothingObserved;
  revision = 0;
  state: LabState = { phase: "idle" };
  history: HistoryState = { canUndo: false, canRedo: false };
  #heard = 0;
  #seq = 0;

  constructor(socket: LabSocket) {
    this.socket = socket;
    this.catchUp();
  }

  /** Takes in what was told since the last time. */
  catchUp(): this {
    for (const message of this.socket.messages.slice(this.#heard)) {
      const seq = "seq" in message ? this.#seq + 1 : this.#seq;
      if ("seq" in message && message.seq !== seq) throw contradiction(message, `after seq ${this.#seq}`);
      this.#hear(message);
      this.#seq = seq;
      this.#heard += 1;
    }
    return this;
  }

  #hear(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        ({ document: this.document, observed: this.observed, revision: this.revision } = message);
        ({ state: this.state, history: this.history } = message);
        break;
      case "committed": {
        const next = this.revision + (changesDocument.has(message.entry.action) ? 1 : 0);
        if (message.revision !== next) throw contradiction(message, `after revision ${this.revision}`);
        this.revision = message.revision;
        this.document = applyDiff(this.document, message.diff);
        if (message.observed !== null) this.observed = applyObservedDiff(this.observed, message.observed);
        break;
      }
      case "observed":
        this.observed = applyObservedDiff(this.observed, message.diff);
        break;
      case "state":
        this.state = message.state;
        break;
      case "history":
        this.history = message.history;
        break;
      case "ack":
      case "reject": {
        // Whoever is told of a revision has been told before what it is.
        const { revision = 0 } = message.type === "ack" ? message : message.problem;
        if (revision > this.revision) throw contradiction(message, `at revision ${this.revision}`);
        break;
      }
      default:
    }
  }
}

function contradiction(message: ServerMessage, known: string): Error {
  return new Error(`${known} came ${JSON.stringify(message).slice(0, 500)}`);
}
