import { parsePrefix } from "../../shared/prefix.ts";
import { isInterface, type RecordId } from "../../shared/topology.ts";
import { connection } from "../connection.ts";
import { updateRecord } from "../gestures/change.ts";
import { rename } from "../panels/inspector/update.ts";
import { useStore } from "../store.ts";

/** What was typed on the canvas, sent as one edit. Nothing is sent when nothing changed. */

export function saveName(id: RecordId, text: string): void {
  const name = text.trim();
  const record = recordOf(id);
  if (record === undefined || !("name" in record) || record.name === name) return;
  void rename(id, name);
}

/** Addresses with spaces or commas between them; one without a prefix length gets the one there was, or /24 (/64). */
export function saveAddresses(id: RecordId, text: string): void {
  const record = recordOf(id);
  if (!isInterface(record)) return;
  const addresses = parseAddresses(text, record.addresses);
  if (addresses.join(" ") === record.addresses.join(" ")) return;
  void connection.sendEdit((topology) => updateRecord(topology, id, { addresses }), [id]);
}

export function parseAddresses(text: string, before: readonly string[]): string[] {
  const typed = text.split(/[\s,;，；、]+/).filter((part) => part !== "");
  return typed.map((part) => (part.includes("/") ? part : `${part}/${defaultLength(part, before)}`));
}

function defaultLength(address: string, before: readonly string[]): number {
  const family = address.includes(":") ? "ipv6" : "ipv4";
  const known = before.map(parsePrefix).find((prefix) => prefix?.family === family);
  return known?.length ?? (family === "ipv6" ? 64 : 24);
}

function recordOf(id: RecordId) {
  return useStore.getState().lab?.document.topology[id];
}
