import { create } from "zustand";

interface QualityFocus {
  readonly isWanted: boolean;
  readonly want: (isWanted: boolean) => void;
}

/** Somebody asked for the quality of what is selected: the inspector comes a moment after that. */
export const useQualityFocus = create<QualityFocus>()((set) => ({
  isWanted: false,
  want: (isWanted) => set({ isWanted }),
}));
