// @ts-check
import { spawn } from "node:child_process";
import { Problem } from "./console.mjs";
import { root } from "./paths.mjs";

/**
 * Runs a command, in the clone's folder unless told otherwise, and quietly: its output is shown only when it fails.
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<string>} what it wrote to standard output
 */
export function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let output = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve(stdout);
      else
        reject(
          new Problem(
            `${output.trimEnd()}\n${file} ${args.join(" ")} failed (${signal ?? `exit code ${code}`}).`,
          ),
        );
    });
  });
}
