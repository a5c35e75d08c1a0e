import "@xyflow/react/dist/style.css";
import {
  Background,
  BackgroundVariant,
  ConnectionMode,
  ReactFlow,
  SelectionMode,
  useStoreApi,
  type NodeChange,
  type Viewport,
} from "@xyflow/react";
import { useMantineColorScheme } from "@mantine/core";
import { useCallback, type MouseEvent, type ReactNode } from "react";
import type { Position } from "../../shared/topology.ts";
import { add } from "../actions/add.ts";
import { useStore } from "../store.ts";
import { useUi, type Mode } from "../ui-state.ts";
import { BridgeNode } from "./BridgeNode.tsx";
import { ContainerNode } from "./ContainerNode.tsx";
import { followChanges } from "./follow-changes.ts";
import { grid } from "./free-spot.ts";
import { LinkEdge } from "./LinkEdge.tsx";
import { dragEnd } from "./move-end.ts";
import { LowerEdge } from "./LowerEdge.tsx";
import { OutsideEdge } from "./OutsideEdge.tsx";
import { NamespaceNode } from "./NamespaceNode.tsx";
import { PortEdge } from "./PortEdge.tsx";
import { TetherEdge } from "./TetherEdge.tsx";
import { TunnelEdge } from "./TunnelEdge.tsx";
import type { LabNode } from "./to-flow.ts";
import { useFlow } from "./use-flow.ts";
import { maxZoom, minZoom } from "./view.ts";

const nodeTypes = { namespace: NamespaceNode, bridge: BridgeNode, container: ContainerNode };
const edgeTypes = {
  link: LinkEdge,
  tunnel: TunnelEdge,
  lower: LowerEdge,
  outside: OutsideEdge,
  port: PortEdge,
  tether: TetherEdge,
};
const snapGrid: [number, number] = [grid, grid];
const panButtons = [1, 2];
const multiSelectKeys = ["Shift", "Meta", "Control"];
const proOptions = { hideAttribution: true };

interface BoardProps {
  readonly onMove: (event: unknown, viewport: Viewport) => void;
  /** Where on the canvas a click was. */
  readonly placeOf: (event: MouseEvent) => Position;
  readonly children: ReactNode;
}

/** Cards, bars and links, and what hands do with them: React Flow with everything of its own that we do otherwise off. */
export function Board({ onMove, placeOf, children }: BoardProps) {
  const { colorScheme } = useMantineColorScheme();
  const { nodes, edges } = useFlow();
  const isSelecting = useUi((ui) => ui.mode === "select");
  const flowStore = useStoreApi<LabNode>();
  const onNodesChange = useCallback(
    (changes: NodeChange<LabNode>[]) => followChanges(changes, flowStore.getState().multiSelectionActive),
    [flowStore],
  );
  return (
    <ReactFlow<LabNode>
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={onNodesChange}
      onNodeDragStop={dragEnd}
      onSelectionDragStop={dragEnd}
      onPaneClick={(event) => clickPane(placeOf(event))}
      onMove={onMove}
      colorMode={colorScheme === "auto" ? "system" : colorScheme}
      connectionMode={ConnectionMode.Loose}
      nodesConnectable={false}
      nodesDraggable={isSelecting}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={isSelecting}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={multiSelectKeys}
      selectionOnDrag={isSelecting}
      selectionMode={SelectionMode.Partial}
      panOnDrag={panButtons}
      panOnScroll
      zoomOnDoubleClick={false}
      nodeDragThreshold={3}
      snapToGrid
      snapGrid={snapGrid}
      minZoom={minZoom}
      maxZoom={maxZoom}
      fitView={false}
      elevateNodesOnSelect={false}
      onlyRenderVisibleElements={nodes.length > 100}
      proOptions={proOptions}
    >
      <Background variant={BackgroundVariant.Dots} gap={grid * 2} size={1.5} color="var(--vl-surface-dot)" />
      {children}
    </ReactFlow>
  );
}

const addables = {
  "add-namespace": "namespace",
  "add-bridge": "bridge",
  "add-router": "router",
  "add-container": "container",
  "add-network": "network",
} as const;

function isAdding(mode: Mode): mode is keyof typeof addables {
  return mode in addables;
}

/** Puts down what is in hand; otherwise lets go of everything. */
function clickPane(at: Position): void {
  const { mode, setHint, setMode } = useUi.getState();
  setHint(null);
  useStore.getState().select([]);
  if (isAdding(mode)) void add(addables[mode], at);
  if (mode !== "select") setMode("select");
}
