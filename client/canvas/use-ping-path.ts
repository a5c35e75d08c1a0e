import { useMemo } from "react";
import { pathTo } from "../ping-way.ts";
import type { ClientPing } from "../state.ts";
import { useLabShallow } from "../store.ts";

/** The links its packets cross, all of them or as many as they get over; null while nobody knows where they go. */
export function usePingPath({ ping, events }: ClientPing): ReturnType<typeof pathTo> | null {
  const target = events.findLast((event) => event.type === "target")?.address;
  const address = target ?? ("host" in ping.to ? ping.to.host : null);
  const lab = useLabShallow(({ document, observed }) => ({ document, observed }));
  return useMemo(
    () => (lab === undefined || address === null ? null : pathTo(lab, ping.from, address)),
    [lab, ping.from, address],
  );
}
