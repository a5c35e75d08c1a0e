import * as z from "zod";

/** Only what tells a lab's file from any other; the server checks all that is in it and says where it is wrong. */
const fileSchema = z.object({
  format: z.literal("vethlab"),
  name: z.string(),
  topology: z.record(z.string(), z.unknown()),
  layout: z.record(z.string(), z.unknown()).default({}),
});

export function parseLabFile(text: string): z.infer<typeof fileSchema> | null {
  try {
    return fileSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Letters and digits of any script, spaces as dashes: good on every file system. */
export function fileName(name: string): string {
  const kept = name.normalize("NFC").replaceAll(/[^\p{L}\p{N}._-]+/gu, "-");
  return kept.replaceAll(/^[-.]+|[-.]+$/g, "").slice(0, 80) || "lab";
}
