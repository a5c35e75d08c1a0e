import "@xyflow/react/dist/style.css";
import {
  Background,
  BackgroundVariant,
  ConnectionMode,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useStoreApi,
  type NodeChange,
} from "@xyflow/react";
import { useMantineColorScheme } from "@mantine/core";
import { useCallback, useRef, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { add } from "../actions/add.ts";
import { topologyOf } from "../actions/enabled.ts";
import { isNode } from "../gestures/names.ts";
import { useStore } from "../store.ts";
import { useUi } from "../ui-state.ts";
import { BridgeNode } from "./BridgeNode.tsx";
import { ConnectLine } from "./ConnectLine.tsx";
import { useDrags } from "./drags.ts";
import { grid } from "./free-spot.ts";
import { Hint } from "./Hint.tsx";
import { KernelWords } from "./KernelWords.tsx";
import { LinkEdge } from "./LinkEdge.tsx";
import { Look } from "./Look.tsx";
import { NamespaceNode } from "./NamespaceNode.tsx";
import { Palette } from "./Palette.tsx";
import { PeopleLayer } from "./PeopleLayer.tsx";
import { PingLayer } from "./PingLayer.tsx";
import { ProblemLayer } from "./ProblemLayer.tsx";
import { StartingPoints } from "./StartingPoints.tsx";
import { TetherEdge } from "./TetherEdge.tsx";
import type { LabNode } from "./to-flow.ts";
import { dragEnd } from "./move-end.ts";
import { useCanvasKeys } from "./use-canvas-keys.ts";
import { useFlow } from "./use-flow.ts";
import { usePresence } from "./use-presence.ts";
import { useViewport } from "./use-viewport.ts";
import { ZoomControls } from "./ZoomControls.tsx";
import classes from "./Canvas.module.css";

const nodeTypes = { namespace: NamespaceNode, bridge: BridgeNode };
const edgeTypes = { link: LinkEdge, tether: TetherEdge };
const snapGrid: [number, number] = [grid, grid];
const panButtons = [1, 2];
const multiSelectKeys = ["Shift", "Meta", "Control"];
/** So few cards are seen at a glance. */
const smallLab = 8;
const proOptions = { hideAttribution: true };

export function Canvas() {
  return (
    <ReactFlowProvider>
      <Flow />
    </ReactFlowProvider>
  );
}

function Flow() {
  const { t } = useTranslation();
  const { colorScheme } = useMantineColorScheme();
  const wrapper = useRef<HTMLElement>(null);
  const drawing = useFlow();
  const mode = useUi((ui) => ui.mode);
  const isStale = useStore((state) => state.connection !== "live");
  useCanvasKeys();
  const { onMove, clickAt } = useViewport(wrapper);
  const pointing = usePresence();
  const flowStore = useStoreApi<LabNode>();
  const onNodesChange = useCallback(
    (changes: NodeChange<LabNode>[]) => follow(changes, flowStore.getState().multiSelectionActive),
    [flowStore],
  );
  const onPaneClick = (event: MouseEvent) => {
    useUi.getState().setHint(null);
    useStore.getState().select([]);
    if (mode === "add-namespace" || mode === "add-bridge" || mode === "add-router") {
      void add(addables[mode], clickAt(event));
      useUi.getState().setMode("select");
    } else if (mode !== "select") useUi.getState().setMode("select");
  };
  return (
    <section
      ref={wrapper}
      className={classes["canvas"]}
      data-mode={mode}
      data-stale={isStale || undefined}
      data-testid="canvas"
      data-canvas
      aria-label={t("canvas.label")}
      {...pointing}
    >
      <ReactFlow<LabNode>
        nodes={drawing.nodes}
        edges={drawing.edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStop={dragEnd}
        onSelectionDragStop={dragEnd}
        onPaneClick={onPaneClick}
        onMove={onMove}
        colorMode={colorScheme === "auto" ? "system" : colorScheme}
        connectionMode={ConnectionMode.Loose}
        nodesConnectable={false}
        nodesDraggable={mode === "select"}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={mode === "select"}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={multiSelectKeys}
        selectionOnDrag={mode === "select"}
        selectionMode={SelectionMode.Partial}
        panOnDrag={panButtons}
        panOnScroll
        zoomOnDoubleClick={false}
        nodeDragThreshold={3}
        snapToGrid
        snapGrid={snapGrid}
        minZoom={0.08}
        maxZoom={2.5}
        fitView={false}
        elevateNodesOnSelect={false}
        onlyRenderVisibleElements={drawing.nodes.length > 100}
        proOptions={proOptions}
      >
        <Background
          variant={BackgroundVariant.Dots}
          gap={grid * 2}
          size={1.5}
          color="var(--vl-surface-dot)"
        />
        {drawing.nodes.length > smallLab && (
          <MiniMap
            pannable
            zoomable
            position="bottom-right"
            className={classes["minimap"]}
            nodeClassName={minimapClass}
            maskColor="color-mix(in srgb, var(--vl-surface) 72%, transparent)"
            ariaLabel={t("canvas.minimap")}
          />
        )}
        <Look />
        <PingLayer />
        <ProblemLayer />
        <ConnectLine />
        <PeopleLayer />
        <KernelWords wrapper={wrapper} />
      </ReactFlow>
      <Palette />
      <ZoomControls />
      <StartingPoints />
      <Hint />
    </section>
  );
}

const addables = { "add-namespace": "namespace", "add-bridge": "bridge", "add-router": "router" } as const;

/** Cards follow the pointer at once; the document hears of it when they are put down. */
function follow(changes: NodeChange<LabNode>[], isAdding: boolean): void {
  const moved = changes.flatMap((change) =>
    change.type === "position" && change.position !== undefined && change.dragging === true
      ? [[change.id, change.position] as const]
      : [],
  );
  if (moved.length > 0) useDrags.getState().drag(Object.fromEntries(moved));
  const selected = changes.filter((change) => change.type === "select");
  if (selected.length === 0) return;
  const { select, ...state } = useStore.getState();
  // React Flow knows of cards only: links and interfaces give way to a card chosen alone here.
  const giveWay = !isAdding && selected.some((change) => change.selected);
  const stays = (id: string) => !giveWay || isNode(topologyOf(state), id);
  const next = new Set([...state.selection].filter(stays));
  for (const change of selected) {
    if (change.selected) next.add(change.id);
    else next.delete(change.id);
  }
  select(next);
}

function minimapClass(node: LabNode): string {
  return classes[node.type === "bridge" ? "minimapBridge" : "minimapNamespace"] ?? "";
}
