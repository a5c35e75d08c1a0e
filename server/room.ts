import type { Counters, RuleCounters } from "../shared/observed.ts";
import type { PingEvent } from "../shared/ping.ts";
import type { Author, Person, PingState } from "../shared/protocol.ts";
import type { ScriptRun } from "../shared/script-run.ts";
import type { RecordId } from "../shared/topology.ts";
import { readCounters } from "./kernel/read-namespace.ts";
import { readRuleCounters } from "./kernel/read-tables.ts";
import type { Capabilities } from "./kernel/probe.ts";
import type { Lab, LabEvent } from "./lab.ts";
import type { OpenLab } from "./labs.ts";
import { write, type Outgoing } from "./outgoing.ts";
import type { Pings } from "./pings.ts";
import type { Scripts } from "./scripts.ts";
import type { Session } from "./session.ts";
import type { Terminals } from "./terminals.ts";

const countersEveryMs = 1000;
/** Steps in the log that a newcomer is given. */
const stepsInWelcome = 5000;

/** All who look at one lab: what happens in it goes to each of them. */
export class Room {
  readonly lab: Lab;
  readonly pings: Pings;
  readonly scripts: Scripts;
  readonly terminals: Terminals;
  readonly #capabilities: () => Promise<Capabilities>;
  readonly #sessions = new Set<Session>();
  #counting: NodeJS.Timeout | null = null;
  #isCounting = false;

  constructor({ lab, pings, scripts, terminals }: OpenLab, capabilities: () => Promise<Capabilities>) {
    this.lab = lab;
    this.pings = pings;
    this.scripts = scripts;
    this.terminals = terminals;
    this.#capabilities = capabilities;
    lab.listen((event) => this.#tell(event));
    pings.listen((ping, events) => this.#tellPing(ping, events));
    scripts.listen((author, run) => this.#tellScript(author, run));
    terminals.listen(() => this.broadcast({ type: "terminals", terminals: terminals.states }));
  }

  join(session: Session): void {
    this.#sessions.add(session);
    this.lab.start();
    this.#counting ??= setInterval(() => void this.#countUnlessBusy(), countersEveryMs);
  }

  leave(session: Session): void {
    this.#sessions.delete(session);
    this.broadcast({ type: "person", session: session.id, person: null });
    if (this.#sessions.size > 0 || this.#counting === null) return;
    clearInterval(this.#counting);
    this.#counting = null;
  }

  /** Nothing when it could not be found out: a machine that can make no labs still shows their documents. */
  capabilities(): Promise<Capabilities> {
    return this.#capabilities().catch(() => ({}));
  }

  /** Everything there is to know, for somebody who just came or missed something. */
  welcome(session: Session, capabilities: Capabilities): Outgoing {
    const { id, name, state, revision, document, observed } = this.lab;
    return {
      type: "welcome",
      session: session.id,
      lab: { id, name },
      state,
      revision,
      document,
      observed,
      log: this.#recentLog(),
      people: this.#people(),
      history: this.lab.historyOf(session.author.id),
      pings: this.pings.all.map((ping) => ({ ...ping.state, events: ping.events })),
      script: this.scripts.of(session.author),
      terminals: this.terminals.states,
      capabilities,
    };
  }

  broadcast(message: Outgoing, except?: Session): void {
    if (this.#sessions.size === 0) return;
    const written = write(message);
    for (const session of this.#sessions) if (session !== except) session.deliver(written);
  }

  #people(): Person[] {
    return [...this.#sessions].filter(({ isWelcome }) => isWelcome).map(({ person }) => person);
  }

  #recentLog() {
    let steps = 0;
    const recent = this.lab.log
      .toReversed()
      .filter((entry) => (steps += entry.steps.length) <= stepsInWelcome);
    return recent.toReversed();
  }

  #tell(event: LabEvent): void {
    this.broadcast(event);
    if (event.type === "committed") {
      for (const session of this.#sessions) {
        if (session.author.id === event.entry.author.id)
          session.send({ type: "history", history: this.lab.historyOf(session.author.id) });
      }
    }
    if (event.type === "deleted") for (const session of this.#sessions) session.close();
  }

  #tellPing(ping: PingState, events: readonly PingEvent[]): void {
    this.broadcast({ type: "ping", ping, events });
  }

  /** Only whoever runs it. */
  #tellScript(author: Author, run: ScriptRun): void {
    for (const session of this.#sessions)
      if (session.author.id === author.id) session.send({ type: "script", run });
  }

  async #countUnlessBusy(): Promise<void> {
    if (this.#isCounting) return;
    this.#isCounting = true;
    await this.#count().finally(() => (this.#isCounting = false));
  }

  /** Totals of what anybody looks at. Also what tells browsers, once a second, that the connection lives. */
  async #count(): Promise<void> {
    const names = this.#namesOf(({ lookingAt }) => lookingAt);
    const close = this.#namesOf(({ lookingCloselyAt }) => lookingCloselyAt);
    const isLooking = names.size + close.size > 0 && this.lab.state.phase === "running";
    const machine = isLooking ? await this.lab.ready().catch(() => null) : null;
    const at = Date.now();
    const namespaces: Record<string, Record<string, Counters>> = {};
    const rules: Record<string, RuleCounters> = {};
    if (machine !== null) {
      // One after another: an edit that comes in between must not wait behind all of them.
      for (const name of names.keys()) {
        const counters = await readCounters(machine.reader, name).catch(() => null);
        if (counters !== null) namespaces[name] = counters;
      }
      for (const [name, id] of close) {
        await this.lab.lookAgain(id).catch(() => undefined);
        if ((this.lab.observed.namespaces[name]?.tables.length ?? 0) === 0) continue;
        const counters = await readRuleCounters(machine, name).catch(() => null);
        if (counters !== null) rules[name] = counters;
      }
    }
    this.broadcast({ type: "counters", at, namespaces, rules });
  }

  #namesOf(looksOf: (session: Session) => readonly RecordId[]): Map<string, RecordId> {
    const { topology } = this.lab.document;
    return new Map(
      [...this.#sessions].flatMap(looksOf).flatMap((id) => {
        const record = topology[id];
        return record?.kind === "namespace" ? [[record.name, id] as const] : [];
      }),
    );
  }
}
