import { isEqual } from "../../../shared/equal.ts";
import type { WireguardPeer } from "../../../shared/interface-kinds/wireguard.ts";
import type { KindWords, OtherCommand } from "./words.ts";

interface Fields {
  readonly name: string;
  readonly privateKey: string | null;
  readonly listenPort: number;
  readonly peers: readonly WireguardPeer[];
}

const born: Omit<Fields, "name"> = { privateKey: null, listenPort: 0, peers: [] };

/** ip makes it, and wg(8) says the rest. Secrets come by its standard input: one for each command. */
export const wireguardWords: KindWords<Fields> = {
  made: () => [],
  changed: () => [],
  hasLink: false,
  others: (before, after) => {
    const was = before ?? born;
    const known = new Map(was.peers.map((peer) => [peer.publicKey, peer]));
    const stay = new Set(after.peers.map(({ publicKey }) => publicKey));
    const { name } = after;
    return [
      ...was.peers
        .filter(({ publicKey }) => !stay.has(publicKey))
        .map(({ publicKey }) => command(name, ["peer", publicKey, "remove"])),
      ...ownCommands(was, after),
      ...after.peers.flatMap((peer) => peerCommands(name, known.get(peer.publicKey), peer)),
    ];
  },
};

function ownCommands(was: Omit<Fields, "name">, { name, privateKey, listenPort }: Fields): OtherCommand[] {
  const words = [
    ...(was.listenPort === listenPort ? [] : ["listen-port", String(listenPort)]),
    ...(was.privateKey === privateKey ? [] : ["private-key", secretFile(privateKey)]),
  ];
  const secret = was.privateKey === privateKey ? null : privateKey;
  return words.length === 0 ? [] : [command(name, words, secret)];
}

function peerCommands(name: string, was: WireguardPeer | undefined, peer: WireguardPeer): OtherCommand[] {
  const { publicKey, presharedKey, endpoint, allowedIps, persistentKeepalive } = peer;
  // wg has no words to take these away.
  const isMadeAnew =
    was !== undefined &&
    ((was.endpoint !== null && endpoint === null) || (was.allowedIps.length > 0 && allowedIps.length === 0));
  if (isMadeAnew)
    return [command(name, ["peer", publicKey, "remove"]), ...peerCommands(name, undefined, peer)];
  const isOtherSecret = (was?.presharedKey ?? null) !== presharedKey;
  const words = [
    ...(isOtherSecret ? ["preshared-key", secretFile(presharedKey)] : []),
    ...(endpoint === null || was?.endpoint === endpoint ? [] : ["endpoint", endpoint]),
    ...((was?.persistentKeepalive ?? 0) === persistentKeepalive
      ? []
      : ["persistent-keepalive", String(persistentKeepalive)]),
    ...(isEqual(was?.allowedIps ?? [], allowedIps) ? [] : ["allowed-ips", allowedIps.join(",")]),
  ];
  if (was !== undefined && words.length === 0) return [];
  return [command(name, ["peer", publicKey, ...words], isOtherSecret ? presharedKey : null)];
}

/** An empty file is none. */
function secretFile(secret: string | null): string {
  return secret === null ? "/dev/null" : "/dev/stdin";
}

function command(name: string, words: readonly string[], secret: string | null = null): OtherCommand {
  const told = secret === null ? {} : { secret };
  return { tool: "wg", argv: ["set", name, ...words], ...told, reason: "interface-set" };
}
