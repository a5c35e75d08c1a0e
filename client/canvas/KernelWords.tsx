import { useEffect, useState, type RefObject } from "react";
import type { Position, RecordId } from "../../shared/topology.ts";
import type { Size } from "../gestures/rectangle.ts";
import { useSize } from "../ui/use-size.ts";
import { InterfaceWords } from "./InterfaceWords.tsx";
import classes from "./KernelWords.module.css";

/** The pointer has to rest so long before words appear. */
const restMs = 400;
/** Far enough from the pointer not to be under it. */
const gap = 14;

interface Subject {
  readonly ids: readonly RecordId[];
  readonly pointer: Position;
  readonly canvas: Size;
}

/** What the kernel itself says about the interface or link under the pointer, in its own words. */
export function KernelWords({ wrapper }: { readonly wrapper: RefObject<HTMLElement | null> }) {
  const subject = useSubject(wrapper);
  const [ref, size] = useSize();
  if (subject === null) return null;
  const { x, y } = placeOf(subject, size ?? { width: 0, height: 0 });
  return (
    <div
      ref={ref}
      className={classes["words"]}
      role="tooltip"
      data-testid="kernel-hover"
      style={{ transform: `translate(${x}px, ${y}px)` }}
    >
      {subject.ids.map((id) => (
        <InterfaceWords key={id} id={id} withOwner={subject.ids.length > 1} />
      ))}
    </div>
  );
}

/** Right below the pointer; inside the canvas, and never under the pointer. */
function placeOf({ pointer, canvas }: Subject, { width, height }: Size): Position {
  const below = pointer.y + gap;
  const isTooLow = below + height > canvas.height;
  return {
    x: Math.max(0, Math.min(pointer.x + gap, canvas.width - width)),
    y: isTooLow ? Math.max(0, pointer.y - gap - height) : below,
  };
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
      if (ids.length > 0) timer = setTimeout(() => setSubject(subjectOf(element, event, ids)), restMs);
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
  const link = target.closest("[data-link]");
  const id = target.closest("[data-interface]")?.getAttribute("data-interface");
  if (link === null) return id === null || id === undefined ? [] : [id];
  return [link.getAttribute("data-link"), link.getAttribute("data-peer")].filter((end) => end !== null);
}

function subjectOf(element: HTMLElement, event: PointerEvent, ids: readonly RecordId[]): Subject {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { ids, pointer: { x: event.clientX - left, y: event.clientY - top }, canvas: { width, height } };
}
