import { shellWords } from "./shell-words.ts";
import { quoted } from "./step.ts";

/** A command as people type it: plain words, or anything a shell understands, which then gets it. */
export function parseCommandLine(text: string): string[] {
  const words = shellWords(text);
  return words === null || words.length === 0 ? ["sh", "-c", text] : words;
}

export function formatCommandLine(command: readonly string[]): string {
  const [shell, option, script = ""] = command;
  const isScript = command.length === 3 && shell === "sh" && option === "-c" && shellWords(script) === null;
  return isScript ? script : command.map(quoted).join(" ");
}
