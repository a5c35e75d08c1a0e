import { requestDown } from "./netlink/links.ts";
import { checked } from "./netlink/message.ts";
import type { Reader } from "./reader.ts";

/**
 * Sets an interface down as `ip link set dev NAME down` does, to the byte, but at once: under a storm it can take seconds
 * to start a program.
 *
 * @throws when the kernel refuses, or the reader is gone
 */
export async function setDown(reader: Reader, namespace: string, name: string): Promise<void> {
  const replies = await reader.ask(namespace, [{ request: requestDown(name) }]);
  for (const answer of replies?.answers ?? []) checked(answer);
}
