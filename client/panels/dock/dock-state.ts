import { create } from "zustand";
import { persist } from "zustand/middleware";

export const dockTabs = ["commands", "pings"] as const;
export type DockTab = (typeof dockTabs)[number];

export const minDockHeight = 120;
export const maxDockHeight = 640;

interface DockState {
  readonly isOpen: boolean;
  readonly tab: DockTab;
  readonly height: number;
  /** Pings taken off the list. The server keeps no list to take them from. */
  readonly hiddenPings: ReadonlySet<string>;
  readonly setOpen: (isOpen: boolean) => void;
  readonly show: (tab: DockTab) => void;
  readonly setHeight: (height: number) => void;
  readonly hidePing: (id: string) => void;
}

/** How this browser likes its dock; remembered. */
export const useDock = create<DockState>()(
  persist(
    (set) => ({
      isOpen: true,
      tab: "commands",
      height: 196,
      hiddenPings: new Set<string>(),
      setOpen: (isOpen) => set({ isOpen }),
      show: (tab) => set({ tab, isOpen: true }),
      setHeight: (height) =>
        set({ height: Math.round(Math.min(maxDockHeight, Math.max(minDockHeight, height))) }),
      hidePing: (id) => set((state) => ({ hiddenPings: new Set(state.hiddenPings).add(id) })),
    }),
    { name: "vethlab.dock", partialize: ({ isOpen, tab, height }) => ({ isOpen, tab, height }) },
  ),
);
