import { useReactFlow, useStore as useFlowStore, useStoreApi, type Viewport } from "@xyflow/react";
import { useEffect, type RefObject } from "react";
import { hostId } from "../../shared/names.ts";
import { isEmptyLab } from "../actions/enabled.ts";
import { useLab } from "../store.ts";
import { currentDrawing, extentOf } from "./drawing.ts";
import { fitted } from "./view.ts";

type OnMove = (event: unknown, viewport: Viewport) => void;

/** A lab that is opened is seen as a whole; an empty one's host stays above what is offered to begin with. */
export function useFirstLook(wrapper: RefObject<HTMLElement | null>, onMove: OnMove): void {
  useWholeLab(wrapper, onMove);
  useEmptyLab();
}

function useWholeLab(wrapper: RefObject<HTMLElement | null>, onMove: OnMove): void {
  const flow = useReactFlow();
  const flowStore = useStoreApi();
  const lab = useLab(({ id }) => id);
  useEffect(() => {
    const element = wrapper.current;
    if (lab === undefined || element === null) return undefined;
    return whenMeasured(flowStore, element, () => {
      const drawing = currentDrawing();
      if (drawing.nodes.length < 2) return;
      const view = fitted(extentOf(drawing), { width: element.clientWidth, height: element.clientHeight });
      void flow.setViewport(view).then(() => onMove(null, view));
    });
  }, [lab, flow, flowStore, onMove, wrapper]);
}

/** The dock comes with the lab and takes its share; React Flow hears of the new size a frame later. Returns the way out. */
function whenMeasured(
  flowStore: ReturnType<typeof useStoreApi>,
  element: HTMLElement,
  then: () => void,
): () => void {
  const isMeasured = () => {
    const { width, height } = flowStore.getState();
    return width === element.clientWidth && height === element.clientHeight;
  };
  if (isMeasured()) {
    then();
    return () => undefined;
  }
  const stop = flowStore.subscribe(() => {
    if (!isMeasured()) return;
    stop();
    then();
  });
  return stop;
}

/** Also when the canvas changes its size, as `StartingPoints` does. */
function useEmptyLab(): void {
  const flow = useReactFlow();
  const isEmpty = useLab(isEmptyLab) ?? false;
  const width = useFlowStore((state) => state.width);
  const height = useFlowStore((state) => state.height);
  useEffect(() => {
    const host = currentDrawing().rectangles[hostId];
    if (!isEmpty || host === undefined || width === 0) return;
    void flow.setViewport({ x: width / 2 - host.x - host.width / 2, y: hostTop(height) - host.y, zoom: 1 });
  }, [isEmpty, width, height, flow]);
}

/** Host and offer together stand in the middle; StartingPoints.module.css reckons the same. */
function hostTop(height: number): number {
  return Math.max(24, height / 2 - 176);
}
