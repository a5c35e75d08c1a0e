import { useStore as useFlowStore, useStoreApi } from "@xyflow/react";
import { useMemo, type ReactNode } from "react";
import { useShallow } from "zustand/react/shallow";
import type { Position, RecordId } from "../../shared/topology.ts";
import { useSize } from "../ui/use-size.ts";
import { currentDrawing, useDrawing } from "./drawing.ts";
import { atEdge, besideCard, roomForNotes } from "./note-place.ts";
import { useCanvasSize } from "./use-canvas-size.ts";
import { onScreen, viewOf } from "./view.ts";
import classes from "./ProblemLayer.module.css";

interface BesideCardProps {
  readonly node: RecordId;
  readonly children: ReactNode;
}

/** Goes with its card wherever that is moved. */
export function BesideCard({ node, children }: BesideCardProps) {
  const [ref, size] = useSize();
  const view = useFlowStore(useShallow(viewOf));
  const canvas = useCanvasSize();
  const { [node]: target, ...others } = useDrawing(({ drawing }) => drawing.rectangles);
  const place =
    target === undefined || size === null
      ? null
      : besideCard(size, onScreen(view, target), roomForNotes(view, canvas, Object.values(others)));
  return (
    <Stack innerRef={ref} place={place}>
      {children}
    </Stack>
  );
}

/** Stays where it is while the drawing is moved under it, so that what it hides can be moved out of its way. */
export function AtEdge({ children }: { readonly children: ReactNode }) {
  const [ref, size] = useSize();
  const flow = useStoreApi();
  const canvas = useCanvasSize();
  const place = useMemo(() => {
    const cards = Object.values(currentDrawing().rectangles);
    const room = roomForNotes(viewOf(flow.getState()), canvas, cards);
    return size === null ? null : atEdge(size, canvas, room);
  }, [flow, size, canvas]);
  return (
    <Stack innerRef={ref} place={place}>
      {children}
    </Stack>
  );
}

interface StackProps {
  readonly innerRef: (element: HTMLElement | null) => void;
  /** null until it was measured. */
  readonly place: Position | null;
  readonly children: ReactNode;
}

function Stack({ innerRef, place, children }: StackProps) {
  return (
    <div
      ref={innerRef}
      className={classes["stack"]}
      style={
        place === null
          ? { visibility: "hidden" }
          : { transform: `translate(${Math.round(place.x)}px, ${Math.round(place.y)}px)` }
      }
    >
      {children}
    </div>
  );
}
