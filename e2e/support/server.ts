import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const start = fileURLToPath(new URL("../../server/bootstrap/start.mjs", import.meta.url));

/** The built server in a process of its own, on a folder of its own, as `npm start` runs it. */
export class Server {
  readonly token = "browser-tests-token";
  readonly #data = mkdtempSync(join(tmpdir(), "vethlab-e2e-"));
  #process: ChildProcess | null = null;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Opens the page the way the URL printed at the start does. */
  entrance(path = "/"): string {
    return `${this.url}${path}?token=${this.token}`;
  }

  /** The first time on any free port, then on the same one again. */
  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      [start, "--port", String(this.#port), "--data", this.#data, "--listen", "127.0.0.1"],
      { env: { ...process.env, VETHLAB_TOKEN: this.token }, stdio: ["ignore", "pipe", "pipe"] },
    );
    this.#process = child;
    this.#port = await printedPort(child);
  }

  /** As an administrator would: it may say goodbye. */
  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** It hears nothing more, and says nothing. Only `kill` helps. */
  freeze(): void {
    this.#process?.kill("SIGSTOP");
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#data, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
}

function printedPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = "";
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      const port = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(output)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the server ended with code ${code}:\n${output}`)));
  });
}
