import { messageOf, ProblemError, type Problem } from "../../shared/errors.ts";
import type { LabSummary } from "../../shared/protocol.ts";

export interface Target {
  readonly url: string;
  readonly token: string;
}

/** The HTTP API, as a program sees it. */
export class Client {
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  /** @throws ProblemError the server's own, or why there is no answer */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const text = await this.text(method, path, body);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  async text(method: string, path: string, body?: unknown): Promise<string> {
    const response = await this.#fetch(method, path, body);
    const text = await response.text();
    if (response.ok) return text;
    throw new ProblemError(
      problemIn(text) ?? { kind: "internal", detail: `the server answered ${response.status}` },
    );
  }

  /** By its id or its name; without either, the only one there is. */
  async lab(wanted: string | undefined): Promise<LabSummary> {
    const { labs } = await this.call<{ labs: readonly LabSummary[] }>("GET", "/api/labs");
    const found =
      wanted === undefined ? labs : labs.filter(({ id, name }) => id === wanted || name === wanted);
    const [lab, ...others] = found;
    if (lab !== undefined && others.length === 0) return lab;
    const names = labs.map(({ id, name }) => `${id} (${name})`).join(", ") || "none";
    const what = wanted === undefined ? "say which lab with --lab" : `there is not one lab called ${wanted}`;
    throw new ProblemError({
      kind: "not-found",
      code: "no-such-lab",
      detail: `${what}; there are: ${names}`,
    });
  }

  async #fetch(method: string, path: string, body: unknown): Promise<Response> {
    const { url, token } = this.#target;
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "vethlab-author": "cli",
    };
    try {
      return await fetch(new URL(path, url), {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      const detail = `no Vethlab answers at ${url} (${messageOf(error)}); start one with: vethlab serve`;
      throw new ProblemError({ kind: "timeout", code: "connection-lost", detail }, error);
    }
  }
}

function problemIn(text: string): Problem | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && "kind" in body && "detail" in body
      ? (body as Problem)
      : null;
  } catch {
    return null;
  }
}
