import { notifications } from "@mantine/notifications";
import i18next from "i18next";
import { maxMessageBytes } from "../../../shared/protocol.ts";
import type { Document } from "../../../shared/topology.ts";
import { createLab } from "../../api.ts";
import { useStore } from "../../store.ts";
import { parseLabFile } from "./lab-file.ts";
import { changeLabs } from "./use-labs.ts";

export async function uploadLab(file: File): Promise<void> {
  if (file.size > maxMessageBytes) return refuse("lab-file-too-large", file.name);
  const lab = parseLabFile(await file.text());
  if (lab === null) return refuse("not-a-lab-file", file.name);
  const { t } = i18next;
  const id = notifications.show({
    message: t("labs.uploading", { name: lab.name }),
    loading: true,
    autoClose: false,
    withCloseButton: false,
  });
  const document = { topology: lab.topology, layout: lab.layout } as Document;
  const isDone = await changeLabs(() => createLab(lab.name, document));
  // What failed is shown with its words already.
  if (!isDone) notifications.hide(id);
  else
    notifications.update({
      id,
      message: t("labs.uploaded", { name: lab.name }),
      loading: false,
      autoClose: 4000,
    });
}

function refuse(code: "not-a-lab-file" | "lab-file-too-large", name: string): void {
  const detail = `${name}: ${code}`;
  const parameters = { name, limit: maxMessageBytes / 1024 ** 2 };
  useStore.getState().showProblem({ kind: "malformed", code, detail, parameters });
}
