import { create } from "zustand";
import type { Document } from "../../shared/topology.ts";

/** What was copied: the records themselves, so that they can be pasted after the originals are gone. */
interface Clipboard {
  readonly content: Document | null;
  /** How often it was pasted, so that copies do not cover each other. */
  readonly pastes: number;
  readonly copy: (content: Document) => void;
  readonly pasted: () => void;
}

export const useClipboard = create<Clipboard>()((set) => ({
  content: null,
  pastes: 0,
  copy: (content) => set({ content, pastes: 0 }),
  pasted: () => set((state) => ({ pastes: state.pastes + 1 })),
}));
