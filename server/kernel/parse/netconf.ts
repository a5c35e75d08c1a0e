import * as z from "zod";
import { parseJsonList } from "./json.ts";

const netconfSchema = z.object({
  family: z.string(),
  interface: z.string().optional(),
  forwarding: z.boolean().optional(),
});

/** `ip -j netconf show`: net.ipv4.ip_forward is inet's `all`, net.ipv6.conf.all.forwarding inet6's. */
export function parseForwarding(text: string): { ipv4: boolean; ipv6: boolean } {
  const entries = parseJsonList(netconfSchema, text);
  const of = (family: string) =>
    entries.find((entry) => entry.family === family && entry.interface === "all")?.forwarding ?? false;
  return { ipv4: of("inet"), ipv6: of("inet6") };
}
