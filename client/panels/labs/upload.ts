import { notifications } from "@mantine/notifications";
import i18next from "i18next";
import { maxMessageBytes } from "../../../shared/protocol.ts";
import type { Document } from "../../../shared/topology.ts";
import { createLab, importLab } from "../../api.ts";
import { useStore } from "../../store.ts";
import { useImportReport } from "./import-report.ts";
import { parseLabFile } from "./lab-file.ts";
import { changeLabs } from "./use-labs.ts";

/** What can be chosen: labs' own files, and other programs'. */
export const uploadable = ".json,.yml,.yaml,.conf,.startup,.zip";

/** Labs' own files are a lab each; those of other programs are one together. */
export async function uploadFiles(files: readonly File[]): Promise<void> {
  const [own, foreign] = [files.filter(isOwn), files.filter((file) => !isOwn(file))];
  for (const file of own) await uploadLab(file);
  if (foreign.length > 0) await uploadForeign(foreign);
}

function isOwn({ name }: File): boolean {
  return name.endsWith(".json");
}

async function uploadLab(file: File): Promise<void> {
  if (file.size > maxMessageBytes) return refuse("lab-file-too-large", file.name);
  const lab = parseLabFile(await file.text());
  if (lab === null) return refuse("not-a-lab-file", file.name);
  const document = { topology: lab.topology, layout: lab.layout } as Document;
  await whileTelling(lab.name, () => createLab(lab.name, document));
}

async function uploadForeign(files: readonly File[]): Promise<void> {
  const names = files.map(({ name }) => name).join(", ");
  // In base64 they are a third longer.
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > (maxMessageBytes * 2) / 3) return refuse("lab-file-too-large", names);
  const sent = await Promise.all(
    files.map(async (file) => ({ name: file.name, base64: await toBase64(file) })),
  );
  await whileTelling(names, async () => {
    const imported = await importLab(sent);
    if (imported.dropped.length > 0) useImportReport.getState().show(imported);
  });
}

/** What fails is shown with its words. */
async function whileTelling(name: string, upload: () => Promise<unknown>): Promise<void> {
  const { t } = i18next;
  const id = notifications.show({
    message: t("labs.uploading", { name }),
    loading: true,
    autoClose: false,
    withCloseButton: false,
  });
  const isDone = await changeLabs(upload);
  if (!isDone) notifications.hide(id);
  else notifications.update({ id, message: t("labs.uploaded", { name }), loading: false, autoClose: 4000 });
}

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function refuse(code: "not-a-lab-file" | "lab-file-too-large", name: string): void {
  const detail = `${name}: ${code}`;
  const parameters = { name, limit: maxMessageBytes / 1024 ** 2 };
  useStore.getState().showProblem({ kind: "malformed", code, detail, parameters });
}
