import type { AdminState } from "../shared/topology.ts";
import type { BenchServer } from "./server.ts";

/** All times are milliseconds since 1970. */
export interface StateAt {
  readonly state: AdminState;
  readonly at: number;
}

interface Typed {
  readonly state: AdminState;
  readonly begin: number;
  readonly end: number;
}

/** Kept short of what would be a burst: each change is a gesture of its own. */
const betweenSeconds = 0.1;

/**
 * A shell that lives in a namespace sets its link down and up, by hand as it were, and notes the time before and after
 * each command.
 */
export async function typeToggles(server: BenchServer, labId: string, samples: number): Promise<Typed[]> {
  const script = `for number in $(seq ${Math.ceil(samples / 2)}); do for state in down up; do
    begin=$EPOCHREALTIME; ip link set dev eth0 $state; echo $state $begin $EPOCHREALTIME; sleep ${betweenSeconds}
  done; done`;
  const { stdout } = await server.call<{ stdout: string }>("POST", `/api/labs/${labId}/exec`, {
    namespace: "ns1",
    argv: ["bash", "-c", script],
    timeoutMs: 120_000,
  });
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [state, begin, end] = line.split(" ");
      return { state: state === "up" ? "up" : "down", begin: Number(begin) * 1000, end: Number(end) * 1000 };
    });
}

/** Two changes that come close together may be told as one: then the first waited for a later telling of its state. */
export function firstAt(seen: readonly StateAt[], state: AdminState, begin: number): number {
  return seen.find((each) => each.state === state && each.at >= begin)?.at ?? Number.POSITIVE_INFINITY;
}
