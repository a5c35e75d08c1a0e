import { hostName } from "../../shared/names.ts";

/**
 * What `… netns` takes for this namespace. The host's has no name to iproute2, but the machine's first process is in it.
 * A number, in any notation, is a process to `ip` where no namespace is called so (iplink_parse, ip/iplink.c), and
 * 1 the host: somebody may have deleted that namespace by hand.
 */
export function netnsWord(namespace: string): string {
  if (namespace === hostName) return "/proc/1/ns/net";
  return /^(0x[\da-f]+|\d+)$/i.test(namespace) ? `/run/netns/${namespace}` : namespace;
}
