import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Child {
  readonly process: ChildProcess;
  /** Resolves with the next line it prints; rejects with its complaints when it ends before. */
  line(): Promise<string>;
  /** Resolves with all it printed, when it has ended by itself. */
  readonly output: Promise<string>;
}

const node = [process.execPath, "--import", "tsx"];

/** Runs a script of testing/children in a process of its own, started by `before` (say, unshare). */
export function startChild(script: URL, args: readonly string[], before: readonly string[] = []): Child {
  const [file = "", ...words] = [...before, ...node, fileURLToPath(script), ...args];
  const child = spawn(file, words, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let complaints = "";
  child.stderr.on("data", (data: Buffer) => (complaints += data.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<string>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`the child ended with ${code}: ${complaints}`));
    });
  });
  ended.catch(() => undefined);
  return {
    process: child,
    output: ended,
    line: async () => {
      const next = await lines.next();
      if (next.done === true) throw new Error(`the child ended: ${complaints}`);
      output += next.value;
      return next.value;
    },
  };
}
