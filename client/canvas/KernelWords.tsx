import { useStoreApi } from "@xyflow/react";
import { useEffect, useMemo, useState, type RefObject } from "react";
import type { Position, RecordId } from "../../shared/topology.ts";
import type { Rectangle, Size } from "../gestures/rectangle.ts";
import { useSize } from "../ui/use-size.ts";
import { currentDrawing } from "./drawing.ts";
import { InterfaceWords } from "./InterfaceWords.tsx";
import { besideCard, roomForNotes } from "./note-place.ts";
import { useCanvasSize, type CanvasSize } from "./use-canvas-size.ts";
import { onScreen, viewOf, type View } from "./view.ts";
import classes from "./KernelWords.module.css";

/** The pointer has to rest so long before words appear. */
const restMs = 400;
interface Subject {
  readonly ids: readonly RecordId[];
  /** The card they are on; null for a link. */
  readonly card: RecordId | null;
  /** In pixels of the canvas. */
  readonly pointer: Position;
}

/** What the kernel itself says about the interface or link under the pointer, in its own words. */
export function KernelWords({ wrapper }: { readonly wrapper: RefObject<HTMLElement | null> }) {
  const subject = useSubject(wrapper);
  return subject === null ? null : <Words subject={subject} />;
}

function Words({ subject }: { readonly subject: Subject }) {
  const [ref, size] = useSize();
  const flow = useStoreApi();
  const canvas = useCanvasSize();
  const place = useMemo(
    () => (size === null ? null : placeOf(subject, size, viewOf(flow.getState()), canvas)),
    [subject, size, flow, canvas],
  );
  return (
    <div
      ref={ref}
      className={classes["words"]}
      role="tooltip"
      data-testid="kernel-hover"
      style={
        place === null ? { visibility: "hidden" } : { transform: `translate(${place.x}px, ${place.y}px)` }
      }
    >
      {subject.ids.map((id) => (
        <InterfaceWords key={id} id={id} withOwner={subject.ids.length > 1} />
      ))}
    </div>
  );
}

/** Beside the card, or the pointer on a link, where they hide the least. */
function placeOf({ card, pointer }: Subject, size: Size, view: View, canvas: CanvasSize): Position {
  const { [card ?? ""]: at, ...others } = currentDrawing().rectangles;
  const target = at === undefined ? aroundPointer(pointer) : onScreen(view, at);
  return besideCard(size, target, roomForNotes(view, canvas, Object.values(others)));
}

/** The link itself, and the rows of cards it leads to, stay in sight. */
function aroundPointer({ x, y }: Position): Rectangle {
  return { x: x - 24, y: y - 24, width: 48, height: 48 };
}

/** One listener for the whole canvas: hundreds of chips need none of their own. */
function useSubject(wrapper: RefObject<HTMLElement | null>): Subject | null {
  const [subject, setSubject] = useState<Subject | null>(null);
  useEffect(() => {
    const element = wrapper.current;
    if (element === null) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const hide = () => {
      clearTimeout(timer);
      setSubject(null);
    };
    const over = (event: PointerEvent) => {
      hide();
      const ids = event.buttons === 0 ? idsAt(event.target) : [];
      const card = cardIdAt(event.target);
      const { left, top } = element.getBoundingClientRect();
      const pointer = { x: event.clientX - left, y: event.clientY - top };
      if (ids.length > 0) timer = setTimeout(() => setSubject({ ids, card, pointer }), restMs);
    };
    element.addEventListener("pointerover", over);
    element.addEventListener("pointerdown", hide);
    element.addEventListener("pointerleave", hide);
    element.addEventListener("keydown", hide);
    element.addEventListener("wheel", hide, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener("pointerover", over);
      element.removeEventListener("pointerdown", hide);
      element.removeEventListener("pointerleave", hide);
      element.removeEventListener("keydown", hide);
      element.removeEventListener("wheel", hide);
    };
  }, [wrapper]);
  return subject;
}

function idsAt(target: EventTarget | null): string[] {
  if (!(target instanceof Element)) return [];
  const link = target.closest("[data-link], [data-tunnel]");
  const id = target.closest("[data-interface]")?.getAttribute("data-interface");
  if (link === null) return id === null || id === undefined ? [] : [id];
  const from = link.getAttribute("data-link") ?? link.getAttribute("data-tunnel");
  return [from, link.getAttribute("data-peer")].filter((end) => end !== null);
}

function cardIdAt(target: EventTarget | null): RecordId | null {
  const card = target instanceof Element ? target.closest("[data-record]") : null;
  return card?.getAttribute("data-record") ?? null;
}
