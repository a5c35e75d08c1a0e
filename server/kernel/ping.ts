import { createInterface } from "node:readline";
import type { PingEvent } from "../../shared/ping.ts";
import type { Machine } from "./machine.ts";
import { parsePingComplaint, parsePingLine, parsePingTotal } from "./parse/ping.ts";
import { startProgram } from "./program.ts";

export interface PingOptions {
  /** Name of the namespace it is sent from. */
  readonly from: string;
  readonly address: string;
  readonly intervalMs: number;
  /** null: until stopped. */
  readonly count: number | null;
}

export interface PingRun {
  /** Resolves when ping ended by itself or was stopped. `sent` is the highest sequence number seen. */
  readonly ended: Promise<{ readonly sent: number }>;
  stop(): void;
}

/** How long ping waits for the answer to its last packet; of its own it waits for 10 s. */
const lastAnswerSeconds = 1;

/** Runs iputils' ping in a namespace of the lab. Events carry ping's own sequence numbers, from 1. */
export function runPing(
  machine: Machine,
  options: PingOptions,
  onEvent: (event: PingEvent) => void,
): PingRun {
  const { from, address, intervalMs, count } = options;
  const counted = count === null ? [] : ["-c", String(count)];
  const words = [
    "ping",
    "-n",
    "-O",
    "-i",
    String(intervalMs / 1000),
    "-W",
    String(lastAnswerSeconds),
    ...counted,
    "--",
    address,
  ];
  // The gate forks to enter the machine's pid namespace; ping has to go when that parent is ended.
  const dieTogether = [
    "setpriv",
    "--pdeathsig",
    "KILL",
    "--",
    ...(from === "host" ? [] : ["ip", "netns", "exec", from]),
  ];
  const [file, ...args] = machine.enterForServer([...dieTogether, ...words]);
  const process = startProgram(file, args, { stdin: "ignore", buffer: false });
  let sent = 0;
  let complained = 0;
  let transmitted = 0;
  const tell = (event: PingEvent): void => {
    if ("sequence" in event) sent = Math.max(sent, event.sequence);
    onEvent(event);
  };
  createInterface({ input: process.stdout }).on("line", (line) => {
    const event = parsePingLine(line);
    if (event !== null) tell(event);
    transmitted = parsePingTotal(line) ?? transmitted;
  });
  createInterface({ input: process.stderr }).on("line", (line) => {
    const message = parsePingComplaint(line);
    if (message === null) return;
    // A refused packet has no number of its own in the complaint: it is the next one.
    complained = Math.max(complained, sent) + 1;
    tell({ type: "local-error", sequence: complained, message });
  });
  return {
    ended: process.then(() => {
      // ping notices a missing answer when it sends the next packet: that the last one is lost, nobody says.
      for (let sequence = sent + 1; sequence <= transmitted; sequence += 1) tell({ type: "lost", sequence });
      return { sent };
    }),
    stop: () => void process.kill("SIGKILL"),
  };
}
