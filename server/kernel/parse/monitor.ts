/**
 * One line of `ip -ts monitor all-nsid …`, as far as it can be trusted: which namespace, and what kind of thing. In
 * address, route and neighbour lines ip resolves interface numbers in its own namespace, so names there may be wrong.
 */
export interface KernelEvent {
  /** The number by which the lab's host knows the namespace; null is the host itself. */
  readonly nsid: number | null;
  readonly about:
    | { readonly kind: "link"; readonly ifindex: number; readonly name: string }
    | { readonly kind: "address"; readonly ifindex: number }
    | { readonly kind: "route" | "neighbor" | "forwarding" | "names" | "anything" };
}

/** What the kernel keeps for itself beside each address and link: nothing that is observed, and much of what it says. */
const kernelsOwnRoute = /^(?:local|broadcast|multicast|anycast) |^fe80::\/64 .*\bproto kernel\b/;

/** Null for continuation lines, blank ones, and what nobody looks at. */
export function parseMonitorLine(line: string): KernelEvent | null {
  const match = /^\[[^\]]*\] ?\[nsid (\d+|current)\](?:Deleted )?(.*)$/.exec(line);
  if (match === null) return null;
  const [, from, rest = ""] = match;
  if (kernelsOwnRoute.test(rest)) return null;
  return { nsid: from === "current" ? null : Number(from), about: aboutWhat(rest) };
}

const neighborState = / (?:REACHABLE|STALE|DELAY|PROBE|FAILED|INCOMPLETE|PERMANENT|NOARP|NONE)\b/;

function aboutWhat(rest: string): KernelEvent["about"] {
  const link = /^(\d+): ([^\s:@]+)(?:@[^\s:]+)?: </.exec(rest);
  if (link !== null) return { kind: "link", ifindex: Number(link[1]), name: link[2] ?? "" };
  const address = /^(\d+): \S+\s+inet6? /.exec(rest);
  if (address !== null) return { kind: "address", ifindex: Number(address[1]) };
  if (/^inet6? /.test(rest)) return { kind: "forwarding" };
  if (rest.startsWith("nsid ")) return { kind: "names" };
  if (neighborState.test(rest)) return { kind: "neighbor" };
  if (/ dev \S+| via /.test(rest)) return { kind: "route" };
  return { kind: "anything" };
}
