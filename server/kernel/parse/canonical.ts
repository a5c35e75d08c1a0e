import { formatPrefix, parseAddress, parsePrefix } from "../../../shared/prefix.ts";

/** ip writes IPv4-mapped addresses as `::ffff:1.2.3.4`; the document keeps RFC 5952's form. */
export function canonicalPrefix(text: string): string {
  const prefix = parsePrefix(text);
  return prefix === null ? text : formatPrefix(prefix);
}

export function canonicalAddress(text: string): string {
  return parseAddress(text)?.address ?? text;
}
