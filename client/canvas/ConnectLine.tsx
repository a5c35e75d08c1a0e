import { useStore as useFlowStore, ViewportPortal } from "@xyflow/react";
import { useEffect, useState } from "react";
import type { Position } from "../../shared/topology.ts";
import { edgeTowards, middleOf } from "../gestures/rectangle.ts";
import { useUi } from "../ui-state.ts";
import { useConnecting } from "./connecting.ts";
import { useDrawing } from "./drawing.ts";
import { point } from "./curves.ts";
import classes from "./ConnectLine.module.css";

/** The line that follows the pointer while a link or a ping is drawn, or once its start was chosen by click. */
export function ConnectLine() {
  const drag = useConnecting((connecting) => connecting.drag);
  const source = useUi((ui) => ui.source);
  const mode = useUi((ui) => ui.mode);
  const pointer = usePointer(source !== null && drag === null);
  const from = useDrawing(({ drawing }) => drawing.rectangles[drag?.from ?? source ?? ""]);
  const target = useDrawing(({ drawing }) => drawing.rectangles[drag?.target ?? ""]);
  const isSnapped = target !== undefined && drag?.target !== drag?.from;
  const goal = isSnapped ? middleOf(target) : (drag?.to ?? pointer);
  if (from === undefined || goal === null) return null;
  const start = edgeTowards(from, goal);
  const to = isSnapped ? edgeTowards(target, start) : goal;
  const kind = drag?.kind ?? mode;
  return (
    <ViewportPortal>
      <svg className={classes["line"]} data-kind={kind} data-snapped={isSnapped || undefined} aria-hidden>
        <path d={`M${point(start)} L${point(to)}`} />
        <circle cx={to.x} cy={to.y} r={6} />
      </svg>
    </ViewportPortal>
  );
}

function usePointer(isNeeded: boolean): Position | null {
  const [pointer, setPointer] = useState<Position | null>(null);
  const transform = useFlowStore((state) => state.transform);
  const domNode = useFlowStore((state) => state.domNode);
  useEffect(() => {
    if (!isNeeded || domNode === null) return undefined;
    const move = (event: PointerEvent) => {
      const { left, top } = domNode.getBoundingClientRect();
      const [x, y, zoom] = transform;
      setPointer({ x: (event.clientX - left - x) / zoom, y: (event.clientY - top - y) / zoom });
    };
    domNode.addEventListener("pointermove", move);
    return () => domNode.removeEventListener("pointermove", move);
  }, [isNeeded, transform, domNode]);
  return isNeeded ? pointer : null;
}
