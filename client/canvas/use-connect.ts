import { useReactFlow } from "@xyflow/react";
import i18next from "i18next";
import { useCallback, type PointerEvent as ReactPointerEvent } from "react";
import type { RecordId } from "../../shared/topology.ts";
import { useUi } from "../ui-state.ts";
import { connectCards } from "./connect-cards.ts";
import { cardAt, useConnecting } from "./connecting.ts";

/** Less is a click. */
const clickDistance = 5;

/** Starts drawing a link or a ping from a card; the rest of the gesture is followed on the window. */
export function useConnect(id: RecordId) {
  const { screenToFlowPosition } = useReactFlow();
  return useCallback(
    (event: ReactPointerEvent, kind: "wire" | "ping") => {
      if (event.button !== 0) return;
      event.stopPropagation();
      event.preventDefault();
      const start = { x: event.clientX, y: event.clientY };
      const { signal, abort } = newAbort();
      const move = (at: PointerEvent) => {
        const to = screenToFlowPosition({ x: at.clientX, y: at.clientY });
        useConnecting.getState().setDrag({ kind, from: id, to, target: cardAt(at.clientX, at.clientY) });
      };
      const end = (at: PointerEvent) => {
        abort();
        const wasClick = Math.hypot(at.clientX - start.x, at.clientY - start.y) < clickDistance;
        if (wasClick) choose(kind, id);
        else drop(kind, id, cardAt(at.clientX, at.clientY));
      };
      move(event.nativeEvent);
      window.addEventListener("pointermove", move, { signal });
      window.addEventListener("pointerup", end, { signal });
      window.addEventListener("pointercancel", abort, { signal });
      const onKey = (key: KeyboardEvent) => (key.key === "Escape" ? abort() : undefined);
      window.addEventListener("keydown", onKey, { signal, capture: true });
    },
    [id, screenToFlowPosition],
  );
}

function newAbort() {
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
    useConnecting.getState().setDrag(null);
  };
  return { signal: controller.signal, abort };
}

function drop(kind: "wire" | "ping", from: RecordId, to: RecordId | null): void {
  if (to === null || to === from) return useUi.getState().setHint(i18next.t(`canvas.hint.${kind}Missed`));
  useUi.getState().setHint(null);
  connectCards(kind, from, to);
}

/** By click or key: the first one chosen is where it starts, the second where it ends. */
export function choose(kind: "wire" | "ping", id: RecordId): void {
  const { source, setMode, announce } = useUi.getState();
  if (source === id) return setMode(kind);
  if (source === null) {
    setMode(kind, id);
    announce(i18next.t(`canvas.hint.${kind}To`));
    return;
  }
  setMode("select");
  connectCards(kind, source, id);
}
