// @ts-check
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { execute } from "../tool.mjs";
import { folder } from "./folder.mjs";
import { openImage } from "./image.mjs";

const minutes = 20;

/**
 * Runs a command in a virtual machine of its own, emulated: for KVM people need a permission, and many machines have none.
 * @param {import("./kernel.mjs").Kernel} kernel
 * @param {string[]} command
 * @returns {Promise<{ passed: boolean, report: string }>} what it left in /report
 */
export async function runInside(kernel, command) {
  const image = openImage(command);
  const answer = openNameless();
  try {
    const machine = ["-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", "2560", "-no-reboot"];
    const devices = [
      "-nodefaults",
      "-no-user-config",
      "-display",
      "none",
      "-serial",
      "stdio",
      "-serial",
      "file:/dev/fd/4",
    ];
    const words = ["console=ttyS0", "quiet", "loglevel=3", "panic=-1", "rdinit=/init"];
    const ended = await execute(
      // It ends with this process, however this one ends.
      "setpriv",
      [
        "--pdeathsig",
        "KILL",
        "qemu-system-x86_64",
        ...machine,
        ...devices,
        "-kernel",
        kernel.image,
        "-initrd",
        "/dev/fd/3",
        "-append",
        words.join(" "),
      ],
      {
        stdio: ["ignore", "pipe", "inherit", image, answer],
        timeout: minutes * 60_000,
        killSignal: "SIGKILL",
      },
      ({ stdout }) => stdout?.on("data", (/** @type {Buffer} */ bytes) => process.stdout.write(bytes)),
    );
    const [, status, report = ""] = /^(\d+)\s+([^]*)$/.exec(readFileSync(answer, "utf8")) ?? [];
    return { passed: ended && status === "0", report };
  } finally {
    closeSync(image);
    closeSync(answer);
  }
}

/** A file that ends with who has it open. */
function openNameless() {
  const path = join(folder, `answer-${process.pid}`);
  const descriptor = openSync(path, "w+");
  rmSync(path);
  return descriptor;
}
