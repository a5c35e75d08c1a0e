import type { KindWords } from "./words.ts";

interface Fields {
  readonly local: string;
  readonly remote: string;
}

/** Of those that carry IP in IP. */
export const tunnelWords: KindWords<Fields> = {
  made: ends,
  // Both are said: what is left out, the kernel takes away (ipgre_changelink, net/ipv4/ip_gre.c).
  changed: (before, after) =>
    before.local === after.local && before.remote === after.remote ? [] : ends(after),
  hasLink: false,
};

function ends({ local, remote }: Fields): string[] {
  return ["local", local, "remote", remote];
}
