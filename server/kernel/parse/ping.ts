import type { PingEvent } from "../../../shared/ping.ts";

/** One line of `ping -n -O` (iputils), as an event; null for headings and summaries. Sequence numbers are ping's own. */
export function parsePingLine(line: string): PingEvent | null {
  const reply = /^\d+ bytes from ([^ ]+): icmp_seq=(\d+)(?: ttl=(\d+))? time=([\d.]+) ms( \(DUP!\))?/.exec(
    line,
  );
  if (reply !== null) {
    const [, from = "", sequence, ttl = "0", rtt, duplicate] = reply;
    return {
      type: "reply",
      sequence: Number(sequence),
      rttMs: Number(rtt),
      ttl: Number(ttl),
      from,
      duplicate: duplicate !== undefined,
    };
  }
  const lost = /^no answer yet for icmp_seq=(\d+)/.exec(line);
  if (lost !== null) return { type: "lost", sequence: Number(lost[1]) };
  const icmpError = /^From ([^ ]+):? icmp_seq=(\d+) (.+)$/i.exec(line);
  if (icmpError !== null) {
    const [, from = "", sequence, message = ""] = icmpError;
    return { type: "icmp-error", sequence: Number(sequence), from: from.replace(/:$/, ""), message };
  }
  return null;
}

/** ping's own complaint: `ping: connect: Network is unreachable` → the kernel's words in it. */
export function parsePingComplaint(line: string): string | null {
  const complaint = /^ping: (?:(?:connect|sendmsg|bind|socket): )?(.+)$/.exec(line);
  return complaint?.[1] ?? null;
}

/** How many packets ping says it sent, in its last words; null for any other line. */
export function parsePingTotal(line: string): number | null {
  const total = /^(\d+) packets transmitted/.exec(line)?.[1];
  return total === undefined ? null : Number(total);
}
