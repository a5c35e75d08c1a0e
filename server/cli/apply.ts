import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { ProblemError } from "../../shared/errors.ts";
import type { Dropped } from "../../shared/foreign.ts";
import type { LabSummary } from "../../shared/protocol.ts";
import type { ScriptEnd } from "../../shared/script-run.ts";
import type { Client } from "./client.ts";
import { say, type Output } from "./output.ts";

interface ApplyOptions {
  readonly lab?: string;
  readonly name?: string;
}

/** Makes a lab of a lab's own file or of other programs'; a script runs in a lab. Gives the exit code. */
export async function apply(
  client: Client,
  paths: readonly string[],
  { lab, name }: ApplyOptions,
  output: Output,
): Promise<number> {
  const files = await Promise.all(
    paths.map(async (path) => ({ name: basename(path), bytes: await read(path) })),
  );
  const [first] = files;
  if (first !== undefined && files.length === 1 && first.name.endsWith(".sh"))
    return runScript(client, first.bytes.toString(), lab, name ?? first.name, output);
  if (first !== undefined && files.length === 1 && first.name.endsWith(".json")) {
    const file = parseLabFile(first.name, first.bytes.toString());
    const made = await client.call<LabSummary>("POST", "/api/labs", {
      ...file,
      ...(name !== undefined && { name }),
    });
    output.tell(made, `${made.id}\t${made.name}`);
    return 0;
  }
  const sent = files.map((file) => ({ name: file.name, base64: file.bytes.toString("base64") }));
  const made = await client.call<{ lab: LabSummary; dropped: readonly Dropped[] }>(
    "POST",
    "/api/labs/import",
    {
      files: sent,
    },
  );
  const { id } = made.lab;
  if (name !== undefined) await client.call("PATCH", `/api/labs/${id}`, { name });
  output.tell(made, `${id}\t${name ?? made.lab.name}`);
  for (const { file, line, text, reason, problem } of made.dropped)
    say(`left out: ${file}${line === null ? "" : `:${line}`}: ${text} (${problem?.detail ?? reason})`);
  return 0;
}

async function runScript(
  client: Client,
  script: string,
  wanted: string | undefined,
  name: string,
  output: Output,
): Promise<number> {
  const lab =
    wanted === undefined
      ? await client.call<LabSummary>("POST", "/api/labs", { name })
      : await client.lab(wanted);
  if (wanted === undefined) say(`lab ${lab.id}`);
  const ran = await client.call<ScriptEnd & { output: string }>("POST", `/api/labs/${lab.id}/run-script`, {
    script,
    timeoutMs: 600_000,
  });
  output.tell(ran, ran.output.replace(/\n$/, ""));
  if (ran.endedBy !== "itself") say(`it was ended: ${ran.endedBy}`);
  return ran.exitCode ?? 1;
}

async function read(path: string): Promise<Buffer> {
  return readFile(path).catch((error: unknown) => {
    throw new ProblemError({ kind: "not-found", detail: `${path} cannot be read` }, error);
  });
}

function parseLabFile(name: string, text: string): object {
  try {
    const file: unknown = JSON.parse(text);
    if (typeof file === "object" && file !== null && "format" in file) return file;
  } catch {
    // Not JSON: said below.
  }
  throw new ProblemError({
    kind: "malformed",
    code: "not-a-lab-file",
    detail: `${name} is not a lab's file`,
  });
}
