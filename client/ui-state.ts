import { create } from "zustand";
import type { RecordId } from "../shared/topology.ts";

/** What the pointer does on the canvas. `add-…` places one with the next click. */
export type Mode =
  | "select"
  | "wire"
  | "ping"
  | "add-namespace"
  | "add-bridge"
  | "add-router"
  | "add-container"
  | "add-network";

/** What only this page knows and no server needs to: which tool is in hand, what is open. */
interface UiState {
  readonly mode: Mode;
  /** In wire and ping mode from the keyboard: where it starts. */
  readonly source: RecordId | null;
  /** The card, interface or bridge whose name or addresses are edited in place. */
  readonly editing: { readonly record: RecordId; readonly field: "name" | "addresses" } | null;
  readonly dialog: "palette" | "search" | "interfaces" | "shortcuts" | null;
  /** Said to screen readers (a polite live region); the number makes the same words heard twice. */
  readonly announcement: { readonly text: string; readonly number: number };
  /** A short hint at the bottom of the canvas; null when there is none. */
  readonly hint: string | null;
  readonly setMode: (mode: Mode, source?: RecordId | null) => void;
  readonly edit: (editing: UiState["editing"]) => void;
  readonly openDialog: (dialog: UiState["dialog"]) => void;
  readonly announce: (text: string) => void;
  readonly setHint: (hint: string | null) => void;
}

export const useUi = create<UiState>()((set) => ({
  mode: "select",
  source: null,
  editing: null,
  dialog: null,
  announcement: { text: "", number: 0 },
  hint: null,
  setMode: (mode, source = null) => set({ mode, source, hint: null }),
  edit: (editing) => set({ editing }),
  openDialog: (dialog) => set({ dialog }),
  announce: (text) => set((state) => ({ announcement: { text, number: state.announcement.number + 1 } })),
  setHint: (hint) => set({ hint }),
}));
