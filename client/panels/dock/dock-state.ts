import { create } from "zustand";
import { persist } from "zustand/middleware";

export const dockTabs = ["commands", "pings", "terminals", "script"] as const;
export type DockTab = (typeof dockTabs)[number];

export const minDockHeight = 120;
export const maxDockHeight = 640;
/** Lower than that they are no use. */
const leastHeights: Partial<Record<DockTab, number>> = { terminals: 320, script: 260 };

interface DockState {
  readonly isOpen: boolean;
  readonly tab: DockTab;
  readonly height: number;
  /** Pings taken off the list. The server keeps no list to take them from. */
  readonly hiddenPings: ReadonlySet<string>;
  /** The terminal that is shown, when it is there; "processes" shows what they left running. */
  readonly terminal: string | null;
  /** Terminals that stand on the canvas, beside the cards of their namespaces. */
  readonly besideCards: ReadonlySet<string>;
  /** What is written as a script, run or not yet. */
  readonly script: string;
  /** How often the terminal was asked to take the focus. */
  readonly focusAsked: number;
  /** xterm.js tells screen readers what is written. */
  readonly isReader: boolean;
  readonly setOpen: (isOpen: boolean) => void;
  readonly show: (tab: DockTab) => void;
  readonly setHeight: (height: number) => void;
  readonly hidePing: (id: string) => void;
  readonly showTerminal: (terminal: string) => void;
  readonly focusTerminal: () => void;
  readonly putBesideCard: (terminal: string, isBeside: boolean) => void;
  readonly setScript: (script: string) => void;
  readonly setReader: (isReader: boolean) => void;
}

function enoughFor(tab: DockTab, height: number): number {
  return Math.max(height, leastHeights[tab] ?? 0);
}

/** How this browser likes its dock; remembered. */
export const useDock = create<DockState>()(
  persist(
    (set) => ({
      isOpen: true,
      tab: "commands",
      height: 196,
      hiddenPings: new Set<string>(),
      terminal: null,
      besideCards: new Set<string>(),
      script: "",
      focusAsked: 0,
      isReader: false,
      setOpen: (isOpen) => set({ isOpen }),
      show: (tab) => set(({ height }) => ({ tab, isOpen: true, height: enoughFor(tab, height) })),
      setHeight: (height) =>
        set({ height: Math.round(Math.min(maxDockHeight, Math.max(minDockHeight, height))) }),
      showTerminal: (terminal) =>
        set(({ height }) => ({
          tab: "terminals",
          isOpen: true,
          terminal,
          height: enoughFor("terminals", height),
        })),
      putBesideCard: (terminal, isBeside) =>
        set(({ besideCards }) => {
          const next = new Set(besideCards);
          if (isBeside) next.add(terminal);
          else next.delete(terminal);
          return { besideCards: next, terminal };
        }),
      focusTerminal: () => set(({ focusAsked }) => ({ focusAsked: focusAsked + 1 })),
      setScript: (script) => set({ script }),
      setReader: (isReader) => set({ isReader }),
      hidePing: (id) => set((state) => ({ hiddenPings: new Set(state.hiddenPings).add(id) })),
    }),
    {
      name: "vethlab.dock",
      partialize: ({ isOpen, tab, height, terminal, isReader }) => ({
        isOpen,
        tab,
        height,
        terminal,
        isReader,
      }),
    },
  ),
);
