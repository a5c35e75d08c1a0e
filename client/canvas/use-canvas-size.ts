import { useStore as useFlowStore } from "@xyflow/react";
import { useMemo } from "react";
import type { Size } from "../gestures/rectangle.ts";

export interface CanvasSize extends Size {
  /** How much of the page there is below the canvas. */
  readonly below: number;
}

export function useCanvasSize(): CanvasSize {
  const width = useFlowStore((flow) => flow.width);
  const height = useFlowStore((flow) => flow.height);
  const domNode = useFlowStore((flow) => flow.domNode);
  return useMemo(() => {
    const top = domNode?.getBoundingClientRect().top ?? 0;
    return { width, height, below: Math.max(0, innerHeight - top - height) };
  }, [width, height, domNode]);
}
