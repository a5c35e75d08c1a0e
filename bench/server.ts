import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "..");
const token = "bench-token";

/** The built server, as `npm start` runs it, on a free port with an empty data folder. */
export class BenchServer {
  readonly #process: ChildProcess;
  readonly #data: string;
  readonly #base: string;

  private constructor(process: ChildProcess, data: string, base: string) {
    this.#process = process;
    this.#data = data;
    this.#base = base;
  }

  static async start(): Promise<BenchServer> {
    const data = mkdtempSync(join(tmpdir(), "vethlab-bench-"));
    const args = ["server/bootstrap/start.mjs", "--port", "0", "--data", data];
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, VETHLAB_TOKEN: token, VETHLAB_LOG: "error" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    process.once("exit", () => child.kill());
    const url = await firstUrl(child);
    return new BenchServer(child, data, url.origin);
  }

  get token(): string {
    return token;
  }

  pageUrl(path: string): string {
    return `${this.#base}${path}?token=${token}`;
  }

  socketUrl(labId: string): string {
    return `${this.#base.replace("http", "ws")}/api/labs/${labId}/socket`;
  }

  /** The answer's JSON, as the caller knows it to be. Rejects with the server's problem. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#base}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGTERM");
    await ended;
    rmSync(this.#data, { recursive: true });
  }
}

async function firstUrl(child: ChildProcess): Promise<URL> {
  if (child.stdout === null) throw new TypeError("the server's output is not piped");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url !== undefined) return new URL(url);
  }
  throw new Error("the server ended before it printed its URL");
}
