// @ts-check
// The programs that a stage consists of: one at a time, and ended when whoever typed the command ends it.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { bin, root } from "./paths.mjs";

/** @type {import("node:child_process").ChildProcess | undefined} */
let running;
let interrupted = false;

/** Ends the tool that runs; it, and each that would follow, then counts as failed. @param {NodeJS.Signals} signal */
export function interrupt(signal) {
  interrupted = true;
  running?.kill(signal);
}

/**
 * @param {string} file
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @param {(child: import("node:child_process").ChildProcess) => void} [started]
 * @returns {Promise<boolean>} did it end as it should?
 */
export function execute(file, args, options = {}, started = () => undefined) {
  return new Promise((resolve, reject) => {
    running = spawn(file, args, { cwd: root, stdio: "inherit", ...options });
    running.on("error", reject);
    running.on("close", (code) => resolve(code === 0 && !interrupted));
    started(running);
  });
}

/** @param {string} name @param {string[]} args */
export function tool(name, ...args) {
  return execute(join(bin, name), args);
}
