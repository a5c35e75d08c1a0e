import { IconAffiliate, IconBox, IconCpu, IconRoute2, IconTopologyBus } from "@tabler/icons-react";
import type { Edit } from "../../shared/edit.ts";
import type { Document, Position, RecordId, Topology } from "../../shared/topology.ts";
import { bar, card } from "../canvas/geometry.ts";
import { useDrawing } from "../canvas/drawing.ts";
import { freeSpot } from "../canvas/free-spot.ts";
import { connection } from "../connection.ts";
import { addBridge, addNamespace, addRouter } from "../gestures/add.ts";
import { addContainerOn } from "../gestures/container.ts";
import { addNetwork } from "../../shared/network-edits.ts";
import { newId } from "../../shared/ids.ts";
import { useStore } from "../store.ts";
import type { Action } from "./action.ts";
import { isLive } from "./enabled.ts";

export type Addable = "namespace" | "bridge" | "router" | "container" | "network";

const adders: Readonly<
  Record<Addable, (topology: Topology, id: RecordId, at: Position, document: Document) => Edit | null>
> = {
  namespace: addNamespace,
  bridge: addBridge,
  router: addRouter,
  network: (_, id, at, document) => addNetwork(document, { id, at: rounded(at) }),
  container: (_, id, at, document) => addContainerOn(document, id, at, selectedBridge()),
};

function rounded({ x, y }: Position): Position {
  return { x: Math.round(x), y: Math.round(y) };
}

/** A container is plugged into the bridge that is selected. */
function selectedBridge(): RecordId | null {
  const { lab, selection } = useStore.getState();
  return [...selection].find((id) => lab?.document.topology[id]?.kind === "bridge") ?? null;
}

/** One more, its middle at this place of the canvas; selected once it is there. */
export async function add(kind: Addable, middle: Position): Promise<void> {
  const id = newId();
  const size =
    kind === "bridge" || kind === "network"
      ? { width: bar.minWidth, height: bar.height }
      : { width: card.width, height: card.head + card.chip + card.padding };
  const wanted = { x: middle.x - size.width / 2, y: middle.y - size.height / 2, ...size };
  const at = freeSpot(Object.values(useDrawing.getState().drawing.rectangles), wanted);
  const outcome = await connection.sendEdit(
    (topology, document) => adders[kind](topology, id, at, document),
    [id],
  );
  if (outcome.ok) useStore.getState().select([id]);
}

function addAction(kind: Addable, icon: Action["icon"] & {}, shortcut: string): Action {
  return {
    id: `add-${kind}`,
    labelKey: `actions.add-${kind}`,
    group: "add",
    icon,
    shortcuts: [shortcut],
    isEnabled: isLive,
    run: ({ at }) => void add(kind, at),
  };
}

export const addActions: readonly Action[] = [
  addAction("namespace", IconBox, "N"),
  addAction("bridge", IconTopologyBus, "B"),
  addAction("router", IconRoute2, "R"),
  addAction("container", IconCpu, "C"),
  addAction("network", IconAffiliate, "K"),
];
