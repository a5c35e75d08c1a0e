import { ViewportPortal } from "@xyflow/react";
import { memo } from "react";
import type { ClientPing } from "../state.ts";
import { useLab, useLabShallow } from "../store.ts";
import { lastWord } from "../panels/dock/ping-words.ts";
import { PingFailure } from "./PingFailure.tsx";
import { PingReply } from "./PingReply.tsx";

/** Every running ping, along the links it really takes. */
export function PingLayer() {
  const ids = useLabShallow((lab) => lab.pings.filter(({ ping }) => ping.running).map(({ ping }) => ping.id));
  return (
    <ViewportPortal>
      {ids?.map((id) => (
        <PingTrace key={id} id={id} />
      ))}
    </ViewportPortal>
  );
}

const PingTrace = memo(function PingTrace({ id }: { readonly id: string }) {
  const ping = useLab((lab) => lab.pings.find((other) => other.ping.id === id));
  return ping === undefined ? null : <Trace ping={ping} />;
});

function Trace({ ping }: { readonly ping: ClientPing }) {
  const last = lastWord(ping.events, ping.ping.intervalMs);
  if (last === undefined || last.type === "target" || last.type === "end") return null;
  if (last.type === "reply") return <PingReply ping={ping} event={last} />;
  return <PingFailure ping={ping} event={last} />;
}
