import type { Counters, Observed } from "../shared/observed.ts";
import type { PingEvent } from "../shared/ping.ts";
import type { Problem } from "../shared/errors.ts";
import type {
  CommandLogEntry,
  HistoryState,
  LabState,
  LabSummary,
  Person,
  PingState,
} from "../shared/protocol.ts";
import type { Document, RecordId } from "../shared/topology.ts";

/** Everything the page knows. `store.ts` holds it; `receive.ts` says how each server message changes it. */
export interface State {
  /** `live` only after `welcome`. While `lost`, what was known stays and is drawn as possibly stale. */
  readonly connection: "idle" | "connecting" | "live" | "lost" | "unauthorized";
  readonly labs: readonly LabSummary[];
  readonly lab: OpenLab | null;
  readonly selection: ReadonlySet<RecordId>;
  /** What went wrong last, shown next to the thing it was about (`problem.path` begins with a record id), then gone. */
  readonly problems: readonly ShownProblem[];
}

export interface ShownProblem {
  readonly id: string;
  readonly problem: Problem;
  /** Records the failed gesture was about. */
  readonly records: readonly RecordId[];
}

export interface OpenLab {
  readonly id: string;
  readonly name: string;
  readonly state: LabState;
  readonly session: string;
  readonly seq: number;
  readonly revision: number;
  readonly document: Document;
  readonly observed: Observed;
  readonly log: readonly CommandLogEntry[];
  readonly people: readonly Person[];
  readonly history: HistoryState;
  readonly pings: readonly ClientPing[];
  readonly capabilities: Readonly<Record<string, boolean>>;
  /** A long edit on its way, ours or another's; null otherwise. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Requests of ours the server has not answered, with the records they touch (drawn with a short pulse). */
  readonly pending: Readonly<Record<string, readonly RecordId[]>>;
  /** Namespace name → interface name. */
  readonly traffic: Readonly<Record<string, Readonly<Record<string, Traffic>>>>;
}

export interface ClientPing {
  readonly ping: PingState;
  /** The newest last; bounded. */
  readonly events: readonly PingEvent[];
}

export interface Traffic {
  readonly at: number;
  readonly totals: Counters;
  readonly rxBitsPerSecond: number;
  readonly txBitsPerSecond: number;
}
