import { encodeRequest, flagDump, type Answer, type Message } from "./message.ts";

/** linux/netfilter/nfnetlink.h, linux/netfilter/nf_tables.h: the subsystem is the type's upper byte. */
const nftables = 10;
const getTable = 1;
const nfgenmsgLength = 4;

/** All tables of all families. */
export function requestTables(): Buffer {
  return encodeRequest((nftables << 8) | getTable, flagDump, Buffer.alloc(nfgenmsgLength));
}

/** An error is an answer, too: a kernel without nftables has none. */
export function decodeHasTables({ messages }: Answer): boolean {
  return messages.some(isOfFirewall);
}

/** rtnetlink has no types that large. */
export function isOfFirewall({ type }: Message): boolean {
  return type >> 8 === nftables;
}
