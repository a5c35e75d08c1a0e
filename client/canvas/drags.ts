import { create } from "zustand";
import type { Position, RecordId } from "../../shared/topology.ts";

type Positions = Readonly<Record<RecordId, Position>>;

/** Cards that this page moves: from the first pixel until the server has placed them, or has refused to. */
interface Drags {
  readonly positions: Positions;
  /** In the hand right now: what the others are told. */
  readonly held: Positions;
  readonly drag: (positions: Positions) => void;
  readonly drop: () => void;
  readonly settle: (ids: readonly RecordId[]) => void;
}

export const useDrags = create<Drags>()((set) => ({
  positions: {},
  held: {},
  drag: (positions) =>
    set((state) => ({
      positions: { ...state.positions, ...positions },
      held: { ...state.held, ...positions },
    })),
  drop: () => set({ held: {} }),
  settle: (ids) =>
    set((state) => ({
      // Picked up again meanwhile: the new drag settles it.
      positions: Object.fromEntries(
        Object.entries(state.positions).filter(([id]) => !ids.includes(id) || state.held[id] !== undefined),
      ),
    })),
}));
