import type { Size } from "../gestures/rectangle.ts";
import { useStore } from "../store.ts";

/** The canvas without what the inspector takes of it: that comes only a moment after something was selected. */
export function freeOf(element: HTMLElement): Size {
  const { clientWidth, clientHeight } = element;
  const width = getComputedStyle(element).getPropertyValue("--vl-inspector-width");
  const inspector = useStore.getState().selection.size === 0 ? 0 : Number.parseFloat(width);
  return { width: Math.min(clientWidth, innerWidth - inspector), height: clientHeight };
}
