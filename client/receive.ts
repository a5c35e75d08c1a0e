import { applyDiff } from "../shared/changes.ts";
import { applyObservedDiff } from "../shared/diff-observed.ts";
import { withPingEvent, type PingEvent } from "../shared/ping.ts";
import type { PingState, ServerMessage } from "../shared/protocol.ts";
import type { ScriptRun } from "../shared/script-run.ts";
import type { RecordId, Topology } from "../shared/topology.ts";
import type { ClientPing, OpenLab, State } from "./state.ts";
import { withCounters } from "./traffic.ts";

const maxLogEntries = 1000;
/** Five minutes at two a second; the panel draws fewer. */
const maxPingEvents = 600;

type Message<T extends ServerMessage["type"]> = Extract<ServerMessage, { type: T }>;

/** Was a message before this one missed? The caller says `hello` again. */
export function isGap(state: State, message: ServerMessage): boolean {
  if (!("seq" in message) || message.type === "welcome") return false;
  return state.lab !== null && message.seq !== state.lab.seq + 1;
}

/** The state after a message. Pure; what the message does not touch keeps its identity. */
export function receive(state: State, message: ServerMessage): State {
  if (message.type === "welcome") return welcomed(state, message);
  if (state.lab === null) return state;
  if (message.type === "deleted") return { ...state, lab: null, selection: new Set(), connection: "idle" };
  const lab = receiveInLab(state.lab, message);
  const next = { ...state, lab: "seq" in message ? { ...lab, seq: message.seq } : lab };
  return message.type === "committed" ? withoutGoneSelection(next, lab.document.topology) : next;
}

function receiveInLab(
  lab: OpenLab,
  message: Exclude<ServerMessage, Message<"welcome" | "deleted">>,
): OpenLab {
  switch (message.type) {
    case "committed":
      return committed(lab, message);
    case "observed":
      return { ...lab, observed: applyObservedDiff(lab.observed, message.diff) };
    case "state":
      return { ...lab, state: message.state };
    case "renamed":
      return { ...lab, name: message.name };
    case "person":
      return { ...lab, people: withPerson(lab.people, message) };
    case "history":
      return { ...lab, history: message.history };
    case "ping":
      return { ...lab, pings: withPing(lab.pings, message.ping, message.events) };
    case "terminals":
      return { ...lab, terminals: message.terminals };
    case "warning":
      return lab;
    case "ack":
    case "reject":
      return withoutPending(lab, message.request);
    case "presence":
      return { ...lab, people: withPresence(lab.people, message) };
    case "progress":
      return { ...lab, progress: message.done < message.total ? message : null };
    case "script":
      return { ...lab, script: withOutput(lab.script, message.run) };
    case "counters":
      break;
  }
  return {
    ...lab,
    traffic: withCounters(lab.traffic, message),
    ruleCounters: { ...lab.ruleCounters, ...message.rules },
  };
}

function welcomed(state: State, { lab: { id, name }, ...told }: Message<"welcome">): State {
  const known = state.lab?.id === id ? state.lab : null;
  const lab: OpenLab = {
    ...told,
    id,
    name,
    log: told.log.slice(-maxLogEntries),
    pings: [
      ...(known?.pings ?? []).filter(isForgotten(told.pings)).map(cutOff),
      ...told.pings.map(({ events, ...ping }) => ({ ping, events: events.slice(-maxPingEvents) })),
    ],
    refusals: known?.refusals ?? [],
    progress: null,
    // A request that is still unanswered stays marked: the connection settles it next.
    pending: known?.pending ?? {},
    traffic: known?.traffic ?? {},
    ruleCounters: known?.ruleCounters ?? {},
  };
  return withoutGoneSelection({ ...state, connection: "live", lab }, lab.document.topology);
}

/** A server that was started again knows nothing of the streams before. */
function isForgotten(told: readonly PingState[]) {
  return ({ ping }: ClientPing) => !told.some(({ id }) => id === ping.id);
}

function cutOff(known: ClientPing): ClientPing {
  return known.ping.running ? { ...known, ping: { ...known.ping, running: false }, isCutOff: true } : known;
}

function committed(lab: OpenLab, message: Message<"committed">): OpenLab {
  return {
    ...lab,
    revision: message.revision,
    document: applyDiff(lab.document, message.diff),
    observed: message.observed === null ? lab.observed : applyObservedDiff(lab.observed, message.observed),
    log: [...lab.log, message.entry].slice(-maxLogEntries),
    progress: null,
  };
}

function withoutGoneSelection(state: State, topology: Topology): State {
  const kept = [...state.selection].filter((id: RecordId) => topology[id] !== undefined);
  return kept.length === state.selection.size ? state : { ...state, selection: new Set(kept) };
}

function withPerson(people: OpenLab["people"], message: Message<"person">): OpenLab["people"] {
  const others = people.filter((person) => person.session !== message.session);
  return message.person === null ? others : [...others, message.person];
}

function withPresence(people: OpenLab["people"], message: Message<"presence">): OpenLab["people"] {
  return people.map((person) =>
    person.session === message.session ? { ...person, presence: message.presence } : person,
  );
}

function withPing(pings: readonly ClientPing[], ping: PingState, events: readonly PingEvent[]) {
  const known = pings.find((other) => other.ping.id === ping.id);
  const all = events.reduce(withPingEvent, known?.events ?? []);
  const told = { ping, events: all.slice(-maxPingEvents) };
  return known === undefined ? [...pings, told] : pings.map((other) => (other === known ? told : other));
}

function withOutput(known: ScriptRun | null, run: ScriptRun): ScriptRun {
  return known?.id === run.id ? { ...run, output: known.output + run.output } : run;
}

function withoutPending(lab: OpenLab, request: string | null): OpenLab {
  if (request === null || lab.pending[request] === undefined) return lab;
  const { [request]: _, ...pending } = lab.pending;
  return { ...lab, pending };
}
