import { hostId } from "../../../shared/names.ts";
import {
  bridgeOf,
  canBePort,
  isInterface,
  isSingle,
  recordsOfKind,
  type Document,
  type InterfaceRecord,
  type Position,
  type RecordId,
  type Topology,
} from "../../../shared/topology.ts";
import { boundsOf, middleOf, type Rectangle } from "../../gestures/rectangle.ts";

export interface PictureNode extends Rectangle {
  readonly id: RecordId;
  readonly kind: "namespace" | "router" | "bridge";
  /** On its stack, where they are to be drawn. */
  readonly containers: readonly Position[];
}

export interface PictureLine {
  readonly key: string;
  readonly kind: "link" | "upper" | "tunnel";
  readonly from: Position;
  readonly to: Position;
}

export interface GalleryDrawing {
  readonly nodes: readonly PictureNode[];
  readonly lines: readonly PictureLine[];
  readonly bounds: Rectangle;
}

const cardSize = { width: 232, height: 110 } as const;
/** What marks a container on a card. */
export const containerSize = { width: 56, height: 36 } as const;
const inset = 18;
const barSize = { width: 260, height: 56 } as const;

/** Cards, bars and what joins them, where they stand: a document at a glance. */
export function drawingOf({ topology, layout }: Document): GalleryDrawing {
  const nodes = Object.entries(layout).flatMap(([id, at]): PictureNode[] => {
    const record = topology[id];
    if (record?.kind === "bridge") return [{ id, kind: "bridge", containers: [], ...at, ...barSize }];
    if (record?.kind !== "namespace" || (id === hostId && !isHostInIt(topology))) return [];
    const kind = record.forwarding.ipv4 ? "router" : "namespace";
    return [{ id, kind, containers: containersOn(topology, id, at), ...at, ...cardSize }];
  });
  const middles = new Map(nodes.map((node) => [node.id, middleOf(node)]));
  const placeOf = (record: InterfaceRecord) =>
    middles.get(bridgeOf(topology, record)?.id ?? "") ?? middles.get(record.namespace);
  const lines = joinsOf(topology).flatMap(({ kind, one, other }): PictureLine[] => {
    const [from, to] = [placeOf(one), placeOf(other)];
    return from === undefined || to === undefined ? [] : [{ key: one.id + other.id, kind, from, to }];
  });
  return { nodes, lines, bounds: boundsOf(nodes) };
}

/** Side by side along the lower edge of their card. */
function containersOn(topology: Topology, stack: RecordId, { x, y }: Position): Position[] {
  const here = [...recordsOfKind(topology, "container")].filter(({ namespace }) => namespace === stack);
  return here.map((_, index) => ({
    x: x + inset + index * (containerSize.width + inset / 2),
    y: y + cardSize.height - inset - containerSize.height,
  }));
}

/** Has the lab's host anything of its own to show? */
function isHostInIt(topology: Topology): boolean {
  return Object.values(topology).some(
    (record) =>
      "namespace" in record &&
      record.namespace === hostId &&
      (record.kind === "container" || (canBePort(record) && bridgeOf(topology, record) === null)),
  );
}

interface Join {
  readonly kind: PictureLine["kind"];
  readonly one: InterfaceRecord;
  readonly other: InterfaceRecord;
}

function joinsOf(topology: Topology): Join[] {
  const interfaces = Object.values(topology).filter(isInterface);
  return interfaces.flatMap((one): Join[] => {
    if (one.kind === "veth") {
      const other = topology[one.peer];
      return isInterface(other) && one.id < other.id ? [{ kind: "link", one, other }] : [];
    }
    const lower = isSingle(one) && one.lower !== null ? topology[one.lower] : undefined;
    if (isInterface(lower)) return [{ kind: "upper", one, other: lower }];
    if (one.kind !== "vxlan") return [];
    const ends = interfaces.filter(
      (other) => other.kind === "vxlan" && other.vni === one.vni && one.id < other.id,
    );
    return ends.map((other) => ({ kind: "tunnel", one, other }));
  });
}
