import type { Counters, RuleCounters } from "../shared/observed.ts";
import type { PingEvent } from "../shared/ping.ts";
import type { Problem } from "../shared/errors.ts";
import type { LabSummary, PingState, ServerMessage } from "../shared/protocol.ts";
import type { RecordId } from "../shared/topology.ts";

/** Everything the page knows. `store.ts` holds it; `receive.ts` says how each server message changes it. */
export interface State {
  /** `live` only after `welcome`. While `lost`, what was known stays and is drawn as possibly stale. */
  readonly connection: "idle" | "connecting" | "live" | "lost" | "unauthorized";
  readonly labs: readonly LabSummary[];
  readonly lab: OpenLab | null;
  readonly selection: ReadonlySet<RecordId>;
  /** What went wrong last, shown next to the thing it was about (`problem.path` begins with a record id) until dismissed. */
  readonly problems: readonly ShownProblem[];
}

export interface ShownProblem {
  readonly id: string;
  readonly problem: Problem;
  /** Records the failed gesture was about. */
  readonly records: readonly RecordId[];
}

/** What `welcome` told, kept up to date by all that came after it. */
type Welcome = Extract<ServerMessage, { type: "welcome" }>;

export interface OpenLab extends Omit<Welcome, "type" | "lab" | "pings"> {
  readonly id: string;
  readonly name: string;
  readonly pings: readonly ClientPing[];
  /** Commands of ours that the kernel refused: the server's log holds only what came about. The newest last; bounded. */
  readonly refusals: readonly Refusal[];
  /** A long edit on its way, ours or another's; null otherwise. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Requests of ours the server has not answered, with the records they touch (drawn with a short pulse). */
  readonly pending: Readonly<Record<string, readonly RecordId[]>>;
  /** Namespace name → interface name. */
  readonly traffic: Readonly<Record<string, Readonly<Record<string, Traffic>>>>;
  /** Of namespaces that are looked at closely, by name. */
  readonly ruleCounters: Readonly<Record<string, RuleCounters>>;
}

export interface Refusal {
  readonly id: string;
  /** The lab's revision then. */
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly command: string;
  /** The kernel's words. */
  readonly output: string;
  readonly records: readonly RecordId[];
}

export interface ClientPing {
  readonly ping: PingState;
  /** The newest last; bounded. */
  readonly events: readonly PingEvent[];
  /** It ran until the server that ran it was ended. */
  readonly isCutOff?: boolean;
}

export interface Traffic {
  readonly at: number;
  readonly totals: Counters;
  readonly rxBitsPerSecond: number;
  readonly txBitsPerSecond: number;
}
