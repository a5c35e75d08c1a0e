import { ProblemError } from "../../shared/errors.ts";
import type { Dropped, ForeignFormat } from "../../shared/foreign.ts";
import { maxLabName } from "../../shared/protocol.ts";
import type { Document } from "../../shared/topology.ts";
import { isContainerlab, readContainerlab } from "./containerlab.ts";
import type { Draft } from "./draft.ts";
import { baseOf, isKathara, readKathara, type TextFile } from "./kathara.ts";
import { isNetpen, readNetpen } from "./netpen.ts";
import { YamlFile } from "./yaml-file.ts";
import { unzip } from "./zip.ts";

/** As it was sent: a text, or bytes in base64, which may be a zip. */
export interface SentFile {
  readonly name: string;
  readonly text?: string | undefined;
  readonly base64?: string | undefined;
}

export interface Imported {
  readonly format: ForeignFormat;
  readonly name: string;
  readonly document: Document;
  readonly dropped: readonly Dropped[];
}

/** Of all files together: what is longer takes a while to be read, and no lab's are. */
const maxLength = 256 * 1024;

/**
 * Another lab's files as a document. What cannot be carried over is left out and told, never guessed.
 * @throws ProblemError "malformed" where they are of no known format
 */
export function importFiles(sent: readonly SentFile[], wanted: ForeignFormat | undefined): Imported {
  const files = sent.flatMap(unpacked);
  checkLength(files);
  const { format, name, draft } = read(files, wanted);
  return {
    format,
    // As a lab's name has to be.
    name: name.trim().slice(0, maxLabName).trim() || format,
    document: { topology: draft.topology, layout: {} },
    dropped: inOrder(draft.dropped, files),
  };
}

function inOrder(dropped: readonly Dropped[], files: readonly TextFile[]): Dropped[] {
  const rank = new Map(files.map(({ name }, index) => [name, index]));
  const last = files.length;
  return dropped.toSorted(
    (a, b) => (rank.get(a.file) ?? last) - (rank.get(b.file) ?? last) || (a.line ?? 0) - (b.line ?? 0),
  );
}

function read(
  files: readonly TextFile[],
  wanted: ForeignFormat | undefined,
): { format: ForeignFormat; name: string; draft: Draft } {
  if (isKathara(files) && (wanted === undefined || wanted === "kathara"))
    return { format: "kathara", ...readKathara(files) };
  const [file, ...others] = files;
  if (file === undefined || wanted === "kathara") throw unknownFormat();
  const yaml = new YamlFile(file.name, file.text);
  if (wanted !== "netpen" && isContainerlab(yaml))
    return withOthers(others, { format: "containerlab", ...readContainerlab(yaml) });
  if (wanted !== "containerlab" && isNetpen(yaml))
    return withOthers(others, { format: "netpen", ...readNetpen(yaml) });
  throw unknownFormat();
}

function withOthers<T extends { readonly draft: Draft }>(others: readonly TextFile[], made: T): T {
  for (const { name } of others) made.draft.drop({ file: name, line: null, text: name }, "not-network");
  return made;
}

function checkLength(files: readonly TextFile[]): void {
  const length = files.reduce((sum, { text }) => sum + text.length, 0);
  if (length <= maxLength) return;
  throw new ProblemError({
    kind: "too-large",
    code: "foreign-too-large",
    detail: `files: they are longer than ${maxLength / 1024} KiB together`,
    path: "files",
  });
}

function unpacked({ name, text, base64 }: SentFile): TextFile[] {
  if (text !== undefined) return [{ name, text }];
  const bytes = Buffer.from(base64 ?? "", "base64");
  if (!isZip(bytes)) return [{ name, text: bytes.toString("utf8") }];
  return unzip(name, bytes)
    .filter((entry) => !isHidden(entry.name))
    .map((entry) => ({
      name: entry.name,
      text: isRead(entry.name) ? Buffer.from(entry.bytes).toString("utf8") : "",
    }));
}

/** Devices' own files come along in a zip, and may be anything. */
function isRead(path: string): boolean {
  return /(^|\/)lab\.conf$|\.(startup|ya?ml)$/.test(path);
}

/** What file managers put beside the files (`__MACOSX`, `.DS_Store`). */
function isHidden(path: string): boolean {
  return path.startsWith("__MACOSX/") || baseOf(path).startsWith(".");
}

function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).toString("latin1") === "PK\u0003\u0004";
}

function unknownFormat(): ProblemError {
  return new ProblemError({
    kind: "malformed",
    code: "unknown-format",
    detail:
      "files: these are neither a containerlab topology, nor a Kathará lab with its lab.conf, nor a netpen file",
    path: "files",
  });
}
