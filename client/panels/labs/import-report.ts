import { create } from "zustand";
import type { Imported } from "../../api.ts";

interface ImportReportState {
  /** The last lab that was made of other programs' files, until its report has been read. */
  readonly imported: Imported | null;
  readonly show: (imported: Imported) => void;
  readonly close: () => void;
}

export const useImportReport = create<ImportReportState>()((set) => ({
  imported: null,
  show: (imported) => set({ imported }),
  close: () => set({ imported: null }),
}));
