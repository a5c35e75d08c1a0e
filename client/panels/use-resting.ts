import { useEffect, useState } from "react";

/** Double clicks are no slower than this on most systems. */
const restMs = 240;

/**
 * True once it has held for a moment with no button pressed. A panel that came at once would slide under the second click
 * of a double click, and under a card that is being dragged.
 */
export function useResting(holds: boolean): boolean {
  const isPressed = useIsPressed();
  const [hasRested, setRested] = useState(false);
  useEffect(() => {
    if (!holds || isPressed) return undefined;
    const timer = setTimeout(() => setRested(true), restMs);
    return () => clearTimeout(timer);
  }, [holds, isPressed]);
  if (!holds && hasRested) setRested(false);
  return holds && hasRested;
}

function useIsPressed(): boolean {
  const [isPressed, setPressed] = useState(false);
  useEffect(() => {
    const follow = ({ buttons }: PointerEvent) => setPressed(buttons !== 0);
    const events = ["pointerdown", "pointerup", "pointercancel"] as const;
    for (const event of events) addEventListener(event, follow, true);
    return () => {
      for (const event of events) removeEventListener(event, follow, true);
    };
  }, []);
  return isPressed;
}
