import { useStore as useFlowStore } from "@xyflow/react";
import { useEffect } from "react";
import { hostId } from "../../shared/names.ts";
import { connection } from "../connection.ts";
import { useStore } from "../store.ts";
import { useDrawing } from "./drawing.ts";

/** The view has to rest so long before other counters are asked for. */
const restMs = 250;

/**
 * Asks for the counters of what is in sight; always of the host's, whose silence would tell of a dead connection.
 * A component that draws nothing: as a hook it would have the whole canvas drawn again for every pixel of a pan.
 */
export function Look(): null {
  const transform = useFlowStore((state) => state.transform);
  const width = useFlowStore((state) => state.width);
  const height = useFlowStore((state) => state.height);
  const rectangles = useDrawing(({ drawing }) => drawing.rectangles);
  useEffect(() => {
    const timer = setTimeout(() => {
      const [x, y, zoom] = transform;
      const topology = useStore.getState().lab?.document.topology ?? {};
      const seen = Object.entries(rectangles).flatMap(([id, at]) => {
        const isSeen =
          (at.x + at.width) * zoom + x > 0 &&
          at.x * zoom + x < width &&
          (at.y + at.height) * zoom + y > 0 &&
          at.y * zoom + y < height;
        const record = topology[id];
        if (!isSeen || record === undefined) return [];
        return record.kind === "bridge" ? [record.namespace] : [id];
      });
      connection.look([...new Set([hostId, ...seen])]);
    }, restMs);
    return () => clearTimeout(timer);
  }, [transform, width, height, rectangles]);
  return null;
}
