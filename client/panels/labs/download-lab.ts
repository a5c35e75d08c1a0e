import { ProblemError } from "../../../shared/errors.ts";
import { labFile } from "../../api.ts";
import { useStore } from "../../store.ts";
import { fileName } from "./lab-file.ts";
import { download } from "../../export/download.ts";

/** The lab as a file that can be uploaded again. */
export async function downloadLab(id: string): Promise<void> {
  try {
    const file = await labFile(id);
    const json = `${JSON.stringify(file, null, 2)}\n`;
    download(new Blob([json], { type: "application/json" }), `${fileName(file.name)}.vethlab.json`);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    useStore.getState().showProblem(error.problem);
  }
}
