import { IconPlugConnected, IconTopologyBus } from "@tabler/icons-react";
import type { Edit } from "../../shared/edit.ts";
import { featuresOfKind } from "../../shared/features.ts";
import { newId } from "../../shared/ids.ts";
import type { SingleKind } from "../../shared/interface-kinds/index.ts";
import { hostId } from "../../shared/names.ts";
import { isInterface, type Position, type RecordId, type Topology } from "../../shared/topology.ts";
import { currentDrawing } from "../canvas/drawing.ts";
import { freeSpot } from "../canvas/free-spot.ts";
import { bar, cardGap } from "../canvas/geometry.ts";
import { connection } from "../connection.ts";
import { addBridgeIn, addInterface, wantingFor } from "../gestures/add-interface.ts";
import { singleKinds } from "../gestures/interface-kinds/index.ts";
import { kindLooks } from "../panels/inspector/interface-kinds/index.ts";
import type { State } from "../state.ts";
import { useUi } from "../ui-state.ts";
import type { Action } from "./action.ts";
import { isLive, topologyOf } from "./enabled.ts";
import { leadTo } from "./lead-to.ts";

/** What a new interface is added to: what is selected, or what that is in; else the lab's host. */
function targetOf(state: State): RecordId {
  const [id] = state.selection;
  const record = id === undefined ? undefined : topologyOf(state)[id];
  if (isInterface(record)) return record.namespace;
  return record?.kind === "namespace" ? record.id : hostId;
}

/** null for none. A kernel that could not be asked may have it. */
function reasonAgainst(state: State, kind: SingleKind) {
  const lacking = featuresOfKind(kind).find((feature) => state.lab?.capabilities[feature] === false);
  if (lacking !== undefined)
    return lacking === kind ? (kindLooks[kind].lacking ?? "not-in-kernel") : "no-program";
  return wantingFor(topologyOf(state), targetOf(state), kind);
}

async function run(state: State, toEdit: (topology: Topology, id: RecordId, at: RecordId) => Edit | null) {
  const id = newId();
  const target = targetOf(state);
  const outcome = await connection.sendEdit((topology) => toEdit(topology, id, target), [target]);
  if (outcome.ok) leadTo([id]);
}

function kindAction(kind: SingleKind): Action {
  return {
    id: `add-${kind}`,
    labelKey: `interfaceKinds.${kind}.add`,
    group: "add",
    icon: kindLooks[kind].icon,
    shortcuts: [],
    isEnabled: (state) => isLive(state) && reasonAgainst(state, kind) === null,
    whyNot: (state) => reasonAgainst(state, kind),
    run: ({ state }) => void run(state, (topology, id, at) => addInterface(topology, id, at, kind)),
  };
}

/** Where a bar has room under a card. */
function below(id: RecordId): Position {
  const { rectangles } = currentDrawing();
  const at = rectangles[id] ?? { x: 0, y: 0, width: bar.minWidth, height: 0 };
  const x = Math.round(at.x + (at.width - bar.minWidth) / 2);
  const wanted = { x, y: Math.round(at.y + at.height + cardGap), width: bar.minWidth, height: bar.height };
  return freeSpot(Object.values(rectangles), wanted);
}

/** One for each kind that a namespace can get. */
export const interfaceActions: readonly Action[] = [
  ...singleKinds.map(kindAction),
  {
    id: "add-bridge-here",
    labelKey: "actions.add-bridge-here",
    group: "add",
    icon: IconTopologyBus,
    shortcuts: [],
    isEnabled: isLive,
    run: ({ state }) =>
      void run(state, (topology, id, target) => addBridgeIn(topology, id, target, below(target))),
  },
];

/** Opens the choice among them. */
export const addInterfaceAction: Action = {
  id: "add-interface",
  labelKey: "actions.add-interface",
  group: "add",
  icon: IconPlugConnected,
  shortcuts: ["I"],
  isEnabled: isLive,
  run: () => useUi.getState().openDialog("interfaces"),
};
