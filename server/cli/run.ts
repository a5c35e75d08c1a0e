import type { PingEvent, PingSummary } from "../../shared/ping.ts";
import type { Client } from "./client.ts";
import type { Output } from "./output.ts";

/** Runs a command in a namespace; its exit code is ours, 1 where a signal ended it. */
export async function exec(
  client: Client,
  lab: string,
  request: { readonly namespace: string; readonly argv: readonly string[]; readonly timeoutMs: number },
  isJson: boolean,
  output: Output,
): Promise<number> {
  const path = `/api/labs/${lab}/exec`;
  const ran = await client.call<{ exitCode: number | null; stdout: string; stderr: string }>(
    "POST",
    path,
    request,
  );
  if (isJson) output.tell(ran, "");
  else {
    process.stdout.write(ran.stdout);
    process.stderr.write(ran.stderr);
  }
  return ran.exitCode ?? 1;
}

/** As ping does: 0 when something came back, 1 when nothing did. */
export async function ping(
  client: Client,
  lab: string,
  request: {
    readonly from: string;
    readonly to: string;
    readonly count: number;
    readonly intervalMs: number;
  },
  output: Output,
): Promise<number> {
  const path = `/api/labs/${lab}/ping`;
  const result = await client.call<{ events: readonly PingEvent[]; summary: PingSummary }>(
    "POST",
    path,
    request,
  );
  const { sent, received, lossPercent, rttMs } = result.summary;
  const times = rttMs === null ? "" : `, rtt ${rttMs.min}/${rttMs.mean}/${rttMs.max} ms`;
  const lines = [
    ...result.events.map(lineOf),
    `${sent} sent, ${received} received, ${lossPercent}% lost${times}`,
  ];
  output.tell(result, lines.filter((line) => line !== "").join("\n"));
  return received > 0 ? 0 : 1;
}

function lineOf(event: PingEvent): string {
  switch (event.type) {
    case "target":
      return `to ${event.address}`;
    case "reply":
      return `${event.sequence}: reply from ${event.from}, ttl ${event.ttl}, ${event.rttMs} ms${event.duplicate ? " (again)" : ""}`;
    case "lost":
      return `${event.sequence}: no answer`;
    case "icmp-error":
      return `${event.sequence}: from ${event.from}: ${event.message}`;
    case "local-error":
      return `${event.sequence}: ${event.message}`;
    case "no-address":
      return `${event.sequence}: the target has no address`;
    case "end":
      break;
  }
  return event.message ?? "";
}
