import {
  recordsOfKind,
  type BridgeRecord,
  type RecordId,
  type Topology,
  type VethRecord,
} from "./topology.ts";

/** A veth pair of which both ends are ports of bridges, or both of one. In the order of their names. */
export type BridgeLink = readonly [VethRecord, VethRecord];

/** Where a broadcast goes round for ever: from each bridge a link to the next, and from the last to the first. */
export interface Loop {
  readonly bridges: readonly BridgeRecord[];
  readonly links: readonly BridgeLink[];
  /** The last of the links, which closes it. */
  readonly closing: BridgeLink;
}

interface Named {
  readonly id: RecordId;
  readonly name: string;
}

/** From a bridge over a link to another, or to itself. */
interface Way {
  readonly bridge: BridgeRecord;
  readonly link: BridgeLink;
}

/** How each bridge is reached; null for those from which the search began. */
type Reached = ReadonlyMap<BridgeRecord, Way | null>;

/**
 * One loop for each link too many. Without the links that close them there are none, and each bridge still reaches those
 * it reached before: they are the links that STP would block if the first bridge by name were its root.
 *
 * A bridge that runs STP, even if no other does, breaks every loop through itself: the others pass its messages on
 * (br_handle_frame, net/bridge/br_input.c), and where it hears itself it blocks.
 *
 * @param carries  may leave links out
 */
export function loopsIn(topology: Topology, carries: (link: BridgeLink) => boolean = () => true): Loop[] {
  const links = linksBetweenBridges(topology).filter(carries).toSorted(byNames);
  const reached = reach(topology, links);
  const needed = new Set([...reached.values()].map((way) => way?.link));
  return links.filter((link) => !needed.has(link)).map((link) => loopClosedBy(topology, reached, link));
}

/** Those that carry frames from bridge to bridge, as things are drawn. */
function linksBetweenBridges(topology: Topology): BridgeLink[] {
  const links: BridgeLink[] = [];
  for (const end of recordsOfKind(topology, "veth")) {
    const peer = end.master === null ? undefined : topology[end.peer];
    if (peer?.kind !== "veth" || end.id > peer.id) continue;
    if (isForwarding(topology, end) && isForwarding(topology, peer))
      links.push(compareNames(end, peer) < 0 ? [end, peer] : [peer, end]);
  }
  return links;
}

function isForwarding(topology: Topology, { adminState, master }: VethRecord): boolean {
  const bridge = master === null ? undefined : topology[master];
  return bridge?.kind === "bridge" && !bridge.stp && bridge.adminState === "up" && adminState === "up";
}

function bridgesOf(topology: Topology, link: BridgeLink): [BridgeRecord, BridgeRecord] {
  const [a, b] = link.map(({ master }) => topology[master ?? ""]);
  if (a?.kind !== "bridge" || b?.kind !== "bridge") throw new TypeError("not a link between bridges");
  return [a, b];
}

/** Breadth first, from the first bridge by name of those that are joined: the shortest loops, the same each time. */
function reach(topology: Topology, links: readonly BridgeLink[]): Reached {
  const ways = waysFrom(topology, links);
  const reached = new Map<BridgeRecord, Way | null>();
  for (const root of [...ways.keys()].toSorted(compareNames)) {
    if (reached.has(root)) continue;
    reached.set(root, null);
    const found = new Set([root]);
    for (const bridge of found) {
      for (const way of ways.get(bridge) ?? []) {
        if (reached.has(way.bridge)) continue;
        reached.set(way.bridge, { bridge, link: way.link });
        found.add(way.bridge);
      }
    }
  }
  return reached;
}

function waysFrom(topology: Topology, links: readonly BridgeLink[]): Map<BridgeRecord, Way[]> {
  const ways = new Map<BridgeRecord, Way[]>();
  const add = (from: BridgeRecord, way: Way) => {
    const known = ways.get(from);
    if (known === undefined) ways.set(from, [way]);
    else known.push(way);
  };
  for (const link of links) {
    const [a, b] = bridgesOf(topology, link);
    add(a, { bridge: b, link });
    add(b, { bridge: a, link });
  }
  return ways;
}

/** From both its sides back to where the two ways meet. */
function loopClosedBy(topology: Topology, reached: Reached, closing: BridgeLink): Loop {
  const [a, b] = bridgesOf(topology, closing);
  const left = wayBack(reached, a);
  const right = wayBack(reached, b);
  // Both end at the same bridge; what else they share there is no part of the loop.
  while (left.length > 1 && left.at(-2) === right.at(-2)) {
    left.pop();
    right.pop();
  }
  return {
    bridges: [...left, ...right.slice(0, -1).toReversed()],
    links: [...linksBack(reached, left), ...linksBack(reached, right).toReversed(), closing],
    closing,
  };
}

function wayBack(reached: Reached, bridge: BridgeRecord): BridgeRecord[] {
  const passed = [bridge];
  for (let way = reached.get(bridge); way; way = reached.get(way.bridge)) passed.push(way.bridge);
  return passed;
}

/** The links by which these bridges, all but the last, were reached. */
function linksBack(reached: Reached, bridges: readonly BridgeRecord[]): BridgeLink[] {
  return bridges.slice(0, -1).flatMap((bridge) => {
    const way = reached.get(bridge);
    return way ? [way.link] : [];
  });
}

const collator = new Intl.Collator("en", { numeric: true });

function compareNames(a: Named, b: Named): number {
  return collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
}

function byNames(a: BridgeLink, b: BridgeLink): number {
  return compareNames(a[0], b[0]) || compareNames(a[1], b[1]);
}
