import type { ExportFormat } from "../../../shared/foreign.ts";
import { exportLab, labFile, labScript } from "../../api.ts";
import { download } from "../../export/download.ts";
import { orShowProblem } from "../../show-problem.ts";
import { fileName } from "./lab-file.ts";

/** The lab as a file that can be uploaded again. */
export async function downloadLab(id: string): Promise<void> {
  const file = await orShowProblem(labFile(id));
  if (file === null) return;
  const json = `${JSON.stringify(file, null, 2)}\n`;
  download(new Blob([json], { type: "application/json" }), `${fileName(file.name)}.vethlab.json`);
}

const extensions: Readonly<Record<ExportFormat, string>> = { containerlab: "clab.yml", mermaid: "mmd" };

/** For another program. */
export async function downloadExport(
  { id, name }: { id: string; name: string },
  format: ExportFormat,
): Promise<void> {
  const text = await orShowProblem(exportLab(id, format));
  if (text !== null)
    download(new Blob([text], { type: "text/plain" }), `${fileName(name)}.${extensions[format]}`);
}

/** As a script that builds its network on any Linux machine. */
export async function downloadScript({ id, name }: { id: string; name: string }): Promise<void> {
  const script = await orShowProblem(labScript(id));
  if (script !== null) download(new Blob([script], { type: "text/x-shellscript" }), `${fileName(name)}.sh`);
}
