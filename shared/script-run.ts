import * as z from "zod";

/** The longest script that is run. */
const maxScriptLength = 256 * 1024;

export const scriptTextSchema = z
  .string()
  .min(1)
  .max(maxScriptLength)
  .refine((text) => !text.includes("\0"), {
    message: "must not hold the character NUL",
    params: { problem: "holds-nul" },
  })
  .describe("For bash. It runs in the lab's host, as root of the lab.");

export const scriptTimeoutSchema = z
  .int()
  .min(1)
  .max(600_000)
  .default(60_000)
  .describe("After so long it is ended, with all that it started.");

/**
 * `itself`: the script's last command is done; what it left in the background goes on. Else it was ended, with all that
 * it started: because its time was over, it had printed more than 1 MiB, or somebody stopped it.
 */
export const scriptEnds = ["itself", "time", "output", "stop"] as const;

export interface ScriptEnd {
  readonly endedBy: (typeof scriptEnds)[number];
  /** null when it was ended, or killed. */
  readonly exitCode: number | null;
}

/** A script that somebody runs from the page. */
export interface ScriptRun {
  readonly id: string;
  /** Both streams, as they came. */
  readonly output: string;
  /** null while it runs. */
  readonly end: ScriptEnd | null;
}
