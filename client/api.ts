import { ProblemError, errorKinds, type ErrorKind, type Problem } from "../shared/errors.ts";
import type { Dropped, ExportFormat, ForeignFormat } from "../shared/foreign.ts";
import type { LabSummary } from "../shared/protocol.ts";
import type { LabProcess } from "../shared/terminal.ts";
import type { Document, Layout, Topology } from "../shared/topology.ts";
import { currentLanguage } from "./i18n/index.ts";

/** What `GET /api/labs/:lab/file` downloads, and what an upload is made from. */
export interface LabFile {
  readonly format: "vethlab";
  readonly version: 1;
  readonly name: string;
  readonly topology: Topology;
  readonly layout: Layout;
}

/** Each throws a ProblemError: the server's own, or `connection-lost` when it cannot be reached. */
export async function listLabs(): Promise<readonly LabSummary[]> {
  return (await call<{ labs: readonly LabSummary[] }>("GET", "/api/labs")).labs;
}

/** Each kernel feature, and whether it is there. */
export async function readCapabilities(): Promise<Readonly<Record<string, boolean>>> {
  return (await call<{ capabilities: Record<string, boolean> }>("GET", "/api/health")).capabilities;
}

export function createLab(name: string, document?: Document): Promise<LabSummary> {
  return call("POST", "/api/labs", { name, ...document });
}

/** Why a lab cannot be opened, where waiting does not help: it is not there, or damaged ("storage-failed"), or not for us. */
export async function refusalOf(id: string): Promise<Problem | null> {
  try {
    await call("GET", labPath(id));
    return null;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const isFinal = ["unauthorized", "not-found", "storage-failed"].includes(error.problem.kind);
    return isFinal ? error.problem : null;
  }
}

export function renameLab(id: string, name: string): Promise<unknown> {
  return call("PATCH", labPath(id), { name });
}

export function duplicateLab(id: string, name?: string): Promise<LabSummary> {
  return call("POST", `${labPath(id)}/duplicate`, name === undefined ? {} : { name });
}

export function deleteLab(id: string): Promise<unknown> {
  return call("DELETE", labPath(id));
}

/** A new machine for it, where it has none. */
export function restartLab(id: string): Promise<unknown> {
  return call("POST", `${labPath(id)}/restart`);
}

export async function listProcesses(id: string): Promise<readonly LabProcess[]> {
  return (await call<{ processes: readonly LabProcess[] }>("GET", `${labPath(id)}/processes`)).processes;
}

export function endProcess(id: string, pid: number): Promise<unknown> {
  return call("DELETE", `${labPath(id)}/processes/${pid}`);
}

export function undeleteLab(id: string): Promise<unknown> {
  return call("POST", `${labPath(id)}/undelete`);
}

export function labFile(id: string): Promise<LabFile> {
  return call("GET", `${labPath(id)}/file`);
}

/** A lab made of other programs' files. */
export interface Imported {
  readonly lab: LabSummary;
  readonly format: ForeignFormat;
  readonly dropped: readonly Dropped[];
}

export function importLab(
  files: readonly { readonly name: string; readonly base64: string }[],
): Promise<Imported> {
  return call("POST", "/api/labs/import", { files });
}

export function exportLab(id: string, format: ExportFormat): Promise<string> {
  return fetchText("GET", `${labPath(id)}/export?format=${format}`);
}

/** In the page's language. */
export function labScript(id: string): Promise<string> {
  const language = currentLanguage() === "en" ? "en" : "zh";
  return fetchText("GET", `${labPath(id)}/script?language=${language}`);
}

function labPath(id: string): string {
  return `/api/labs/${encodeURIComponent(id)}`;
}

/** The last of what a container printed. */
export async function containerOutput(lab: string, container: string): Promise<string> {
  const path = `${labPath(lab)}/containers/${encodeURIComponent(container)}/output`;
  return (await call<{ output: string }>("GET", path)).output;
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const text = await fetchText(method, path, body);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

async function fetchText(method: string, path: string, body?: unknown): Promise<string> {
  const init =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await fetch(path, { method, ...init }).catch((error: unknown) => {
    throw new ProblemError(connectionLost, error);
  });
  const text = await response.text();
  if (!response.ok) throw new ProblemError(parseProblem(response.status, text));
  return text;
}

/** `problems.connection-lost` in the translations. */
export const connectionLost: Problem = {
  kind: "timeout",
  code: "connection-lost",
  detail: "The server cannot be reached: nothing was changed. Try again when the page is connected.",
};

/** A proxy in between may answer with anything but a Problem. */
function parseProblem(status: number, text: string): Problem {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && "kind" in body && isErrorKind(body.kind))
      return body as Problem;
  } catch {
    // Not JSON: fall through.
  }
  return { kind: status === 401 ? "unauthorized" : "internal", detail: `The server answered ${status}.` };
}

function isErrorKind(kind: unknown): kind is ErrorKind {
  return (errorKinds as readonly unknown[]).includes(kind);
}
