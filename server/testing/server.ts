import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { build } from "esbuild";
import { serverBundle } from "../bootstrap/bundle.mjs";
import { nodeModules } from "../bootstrap/paths.mjs";
import { eventually } from "./eventually.ts";
import { temporaryFolder } from "./labs.ts";

export const testToken = "test-token-0123";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks into whatever the server answered
  readonly json: any;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** null: none at all. */
  readonly token?: string | null;
  /** A text is sent as it is, all else as JSON. */
  readonly body?: unknown;
  /** Of the body; null says none. */
  readonly type?: string | null;
  /** Hangs up. */
  readonly signal?: AbortSignal;
}

export interface TestServer extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** What it printed to either stream so far. */
  readonly output: () => string;
  readonly startedInMs: number;
  /** An HTTP request with the token and its own Host, unless told otherwise. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Ends it without a chance to clean up. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Tells it to end, as `kill` and systemd do. Resolves with its exit code when it is gone; null when a signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

let bundle: Promise<string> | undefined;

/** The server as the sources are now, bundled as `npm start` does, once for all tests of a run. */
function bundled(): Promise<string> {
  bundle ??= (async () => {
    const folder = temporaryFolder();
    // What is not in the bundle is looked for beside it.
    symlinkSync(nodeModules, join(folder, "node_modules"));
    await build(serverBundle(folder));
    mkdirSync(join(folder, "client/assets"), { recursive: true });
    writeFileSync(join(folder, "client/index.html"), "<!doctype html><title>Vethlab</title>");
    return join(folder, "server/main.js");
  })();
  return bundle;
}

/** As some who start it do: with a folder left open, under a number that Node does not look at. */
const withOpenFolder = ["-c", 'exec 251</etc; exec "$@"', "bash"];
const runner = `const { main } = await import(process.argv[1]); await main(process.argv.slice(2));`;

interface ServerOptions {
  /** What an earlier one left. */
  readonly data?: string;
  readonly port?: number;
  readonly listen?: string;
  readonly token?: string;
  /** The words of a program that starts it: say, unshare. */
  readonly before?: readonly string[];
}

/** A server of its own in a process of its own. */
export async function startServer({
  data = temporaryFolder(),
  port: wantedPort = 0,
  listen: address = "127.0.0.1",
  token = testToken,
  before = [],
}: ServerOptions = {}): Promise<TestServer> {
  const file = await bundled();
  const begin = performance.now();
  const options = ["--port", String(wantedPort), "--data", data, "--listen", address];
  const args = ["--input-type=module", "-e", runner, file, ...options];
  const child = spawn("bash", [...withOpenFolder, ...before, process.execPath, ...args], {
    env: { ...process.env, VETHLAB_TOKEN: token },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const listen = (chunk: Buffer) => void (output += chunk.toString());
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  // Not its exit: what it said last may still be on the way.
  const ended = once(child, "close").then(() => {
    throw new Error(`the server ended: ${output}`);
  });
  // Once it runs, its end is nobody's failure.
  ended.catch(() => undefined);
  const port = await Promise.race([eventually(() => portIn(output), 10_000), ended]);
  const startedInMs = performance.now() - begin;
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit");
      child.kill(signal);
      await exited;
    }
    return child.exitCode;
  };
  return {
    port,
    pid: child.pid ?? 0,
    startedInMs,
    output: () => output,
    call: (method, path, options) => call(port, method, path, options),
    kill: async () => void (await end("SIGKILL")),
    stop: (signal = "SIGTERM") => end(signal),
    [Symbol.asyncDispose]: async () => {
      await end("SIGTERM");
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function portIn(output: string): number {
  const port = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(output)?.[1];
  if (port === undefined) throw new Error(`no URL in: ${output}`);
  return Number(port);
}

/** node:http, not fetch: a browser's fetch may not choose its Host. */
function call(
  port: number,
  method: string,
  path: string,
  { headers = {}, token = testToken, body, type = "application/json", signal }: CallOptions = {},
): Promise<Answer> {
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const typed: Record<string, string> = text === undefined || type === null ? {} : { "content-type": type };
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: "127.0.0.1",
        port,
        method,
        path,
        headers: { ...authorization, ...typed, ...headers },
        ...(signal && { signal }),
      },
      (response) => {
        let answer = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (answer += chunk));
        response.on("end", () => {
          const isJson = response.headers["content-type"]?.includes("json") === true;
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: answer,
            json: isJson ? JSON.parse(answer) : undefined,
          });
        });
      },
    );
    request.on("error", reject);
    request.end(text);
  });
}

export interface ProcessInfo {
  readonly pid: number;
  /** Field 22 of /proc/PID/stat: with the pid, a process's identity. */
  readonly startTime: string;
}

/** All processes that come from this one, children's children included. */
export function descendantsOf(root: number): ProcessInfo[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? []);
  const found: ProcessInfo[] = [];
  const parents = new Set([root]);
  // Children have higher numbers than their parents nearly always; the loop is for when they have not.
  for (let grew = true; grew; ) {
    grew = false;
    for (const { pid, parent, startTime } of all) {
      if (!parents.has(parent) || parents.has(pid)) continue;
      parents.add(pid);
      found.push({ pid, startTime });
      grew = true;
    }
  }
  return found;
}

export function isAlive({ pid, startTime }: ProcessInfo): boolean {
  return statOf(pid)?.startTime === startTime;
}

function statOf(pid: number): (ProcessInfo & { readonly parent: number }) | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field, the command in parentheses, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return null;
    return { pid, parent: Number(fields[1]), startTime: fields[19] ?? "" };
  } catch {
    return null;
  }
}

export function residentBytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) * 1024;
}
