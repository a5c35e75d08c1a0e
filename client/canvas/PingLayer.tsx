import { ViewportPortal } from "@xyflow/react";
import { memo } from "react";
import type { ClientPing } from "../state.ts";
import { useLab, useLabShallow } from "../store.ts";
import { latestOutcome } from "../panels/dock/ping-words.ts";
import { PingFailure, PingFailures } from "./PingFailure.tsx";
import { PingReply } from "./PingReply.tsx";

/** Every running ping, along the links it really takes. */
export function PingLayer() {
  const ids = useLabShallow((lab) => lab.pings.filter(({ ping }) => ping.running).map(({ ping }) => ping.id));
  const sources = useLabShallow((lab) => [
    ...new Set(lab.pings.filter(({ ping }) => ping.running).map(({ ping }) => ping.from)),
  ]);
  return (
    <ViewportPortal>
      {ids?.map((id) => (
        <PingTrace key={id} id={id} />
      ))}
      {sources?.map((id) => (
        <PingFailures key={id} from={id} />
      ))}
    </ViewportPortal>
  );
}

const PingTrace = memo(function PingTrace({ id }: { readonly id: string }) {
  const ping = useLab((lab) => lab.pings.find((other) => other.ping.id === id));
  return ping === undefined ? null : <Trace ping={ping} />;
});

function Trace({ ping }: { readonly ping: ClientPing }) {
  const latest = latestOutcome(ping.events, ping.ping.intervalMs);
  if (latest === null) return null;
  return latest.type === "reply" ? <PingReply ping={ping} event={latest} /> : <PingFailure ping={ping} />;
}
