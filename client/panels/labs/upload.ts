import { notifications } from "@mantine/notifications";
import i18next from "i18next";
import * as z from "zod";
import type { Document } from "../../../shared/topology.ts";
import { createLab } from "../../api.ts";
import { changeLabs } from "./use-labs.ts";

/** What the server takes in one request. */
const maxBytes = 8 * 1024 * 1024;

/** Only what tells a lab's file from any other; the server checks all that is in it and says where it is wrong. */
const fileSchema = z.object({
  format: z.literal("vethlab"),
  name: z.string(),
  topology: z.record(z.string(), z.unknown()),
  layout: z.record(z.string(), z.unknown()).default({}),
});

export async function uploadLab(file: File): Promise<void> {
  const { t } = i18next;
  if (file.size > maxBytes)
    return refuse(t("labs.fileTooLarge", { name: file.name }), t("labs.fileTooLargeText"));
  const lab = parseLabFile(await file.text());
  if (lab === null) return refuse(t("labs.notALab", { name: file.name }), t("labs.notALabText"));
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

export function parseLabFile(text: string): z.infer<typeof fileSchema> | null {
  try {
    return fileSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function refuse(title: string, message: string): void {
  notifications.show({ title, message, color: "red", autoClose: 8000 });
}
