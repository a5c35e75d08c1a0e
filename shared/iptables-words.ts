/**
 * What iptables-save(8) prints of rules, as words. Only what a rule is made of: an option that starts a program (--modprobe)
 * or names a file is none, and no value begins like an option.
 */
const options: ReadonlySet<string> = new Set(
  `-p -s -d -i -o -j -g -m -f --sport --dport --sports --dports --ports --tcp-flags --syn --tcp-option --icmp-type
  --icmpv6-type --ctstate --state --ctproto --ctorigsrc --ctorigdst --ctreplsrc --ctrepldst --ctstatus --ctdir --comment
  --limit --limit-burst --src-type --dst-type --limit-iface-in --limit-iface-out --mac-source --mark --uid-owner
  --gid-owner --src-range --dst-range --probability --mode --every --packet --ttl-eq --ttl-lt --ttl-gt --length --tos
  --dscp --dscp-class --pkt-type --physdev-in --physdev-out --physdev-is-in --physdev-is-out --physdev-is-bridged
  --connlimit-above --connlimit-upto --connlimit-mask --connlimit-saddr --connlimit-daddr --hashlimit-above
  --hashlimit-upto --hashlimit-burst --hashlimit-mode --hashlimit-name --recent --name --set --rcheck --update --remove
  --seconds --hitcount --rsource --rdest --mask --string --algo --reject-with --log-prefix --log-level --log-ip-options
  --to-destination --to-source --to-ports --random --random-fully --persistent --set-mark --set-xmark --save-mark
  --restore-mark --nfmask --ctmask --clamp-mss-to-pmtu --set-mss --set-tos --set-dscp --ttl-set --ttl-dec --ttl-inc
  --nflog-group --nflog-prefix --notrack --zone`.split(/\s+/),
);
const chainName = /^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,28}$/;
const value = /^[\p{L}\p{N}_.,:/@%+*=~ ()[\]&<>|!-]*$/u;

/**
 * `:FORWARD DROP` and `-A FORWARD -i br0 -j ACCEPT` as iptables(8) takes them; null for anything else.
 *
 * @returns what follows `iptables -t TABLE`; for a chain of the user's own, `:NAME -`, to make it
 */
export function iptablesWords(line: string): readonly string[] | null {
  const [, chain, policy] = /^:(\S+) (ACCEPT|DROP|-)$/.exec(line) ?? [];
  if (chain !== undefined && policy !== undefined) {
    if (!chainName.test(chain)) return null;
    return policy === "-" ? ["-N", chain] : ["-P", chain, policy];
  }
  const [command, name, ...spec] = wordsOf(line) ?? [];
  if (command !== "-A" || name === undefined || !chainName.test(name)) return null;
  return spec.every(isPlain) ? [command, name, ...spec] : null;
}

function isPlain(word: string): boolean {
  return word.startsWith("-") ? options.has(word) : word !== "" && value.test(word);
}

/** Words as iptables-save quotes them; null where it needs more than quotes. */
function wordsOf(line: string): string[] | null {
  if (!/^(?:"[^"\\]*"|[^\s"\\]+)(?: (?:"[^"\\]*"|[^\s"\\]+))*$/.test(line)) return null;
  return (line.match(/"[^"]*"|[^ ]+/g) ?? []).map((word) => word.replaceAll('"', ""));
}
