// @ts-check
import { spawn } from "node:child_process";
import { Problem } from "./console.mjs";
import { root } from "./paths.mjs";

/**
 * Runs a command in the clone's folder, quietly: its output is shown only when it fails.
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<void>}
 */
export function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: root,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Problem(
            `${output.trimEnd()}\n${file} ${args.join(" ")} failed (${signal ?? `exit code ${code}`}).`,
          ),
        );
    });
  });
}
