import { create } from "zustand";
import type { Position, RecordId } from "../../shared/topology.ts";

/** A link, or a ping, being drawn from one card to another. */
export interface ConnectDrag {
  readonly kind: "wire" | "ping";
  readonly from: RecordId;
  /** The pointer, in canvas coordinates. */
  readonly to: Position;
  /** The card under it. */
  readonly target: RecordId | null;
}

interface Connecting {
  readonly drag: ConnectDrag | null;
  readonly setDrag: (drag: ConnectDrag | null) => void;
}

export const useConnecting = create<Connecting>()((set) => ({
  drag: null,
  setDrag: (drag) => set({ drag }),
}));

/** The card or bar at this point of the window, also where a link's label or a chip lies above it. */
export function cardAt(x: number, y: number): RecordId | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest("[data-record]")?.getAttribute("data-record");
    if (id !== null && id !== undefined) return id;
  }
  return null;
}
