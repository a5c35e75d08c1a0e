import { useReactFlow } from "@xyflow/react";
import { useEffect, useMemo, useRef, type PointerEvent } from "react";
import { maxSelection } from "../../shared/protocol.ts";
import type { Position } from "../../shared/topology.ts";
import { connection } from "../connection.ts";
import { useLab, useStore } from "../store.ts";
import { useDrags } from "./drags.ts";

/** Tells the others where we point, what we have selected and what we are dragging. */
export function usePresence() {
  const { screenToFlowPosition } = useReactFlow();
  const cursor = useRef<Position | null>(null);
  const isAlone = !(
    useLab(({ people, session }) => people.some((person) => person.session !== session)) ?? false
  );

  useEffect(() => {
    if (isAlone) return undefined;
    tell(cursor.current);
    const stops = [
      useDrags.subscribe((drags, before) => (drags.held === before.held ? undefined : tell(cursor.current))),
      useStore.subscribe((state, before) =>
        state.selection === before.selection ? undefined : tell(cursor.current),
      ),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [isAlone]);

  return useMemo(
    () => ({
      onPointerMove: (event: PointerEvent) => {
        cursor.current = screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
        if (!isAlone) tell(cursor.current);
      },
      onPointerLeave: () => {
        cursor.current = null;
        if (!isAlone) tell(null);
      },
    }),
    [isAlone, screenToFlowPosition],
  );
}

function tell(cursor: Position | null): void {
  const selection = [...useStore.getState().selection].slice(0, maxSelection);
  connection.setPresence({ cursor, selection, dragging: { ...useDrags.getState().held } });
}
