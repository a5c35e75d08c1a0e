import { ProblemError } from "../shared/errors.ts";

/** What to do about each way in which storing can fail. All but the last two leave the file as it is. */
const remedies = {
  "storage-out-of-reach":
    "see that you may write there and that there is room, or choose another folder with --data",
  "storage-in-use": "open the URL that it printed, or choose another folder with --data",
  "storage-damaged":
    "bring a copy of it back, or begin without labs: move it away with what is beside it, or choose another folder with --data",
  "storage-foreign": "choose another folder with --data",
  "storage-newer": "start that one, or choose another folder with --data",
  "lab-damaged": "the others are open; bring a copy of the file back, or delete this lab",
  "disk-full": "make room on the server's disk, then try again",
  "storage-failed": "try again",
} as const;

/** @param what  a sentence without its end: the file or folder, and what is the matter with it */
export function storageProblem(
  code: keyof typeof remedies,
  what: string,
  { cause, parameters }: { cause?: unknown; parameters?: Readonly<Record<string, string>> } = {},
): ProblemError {
  const detail = `${what}; ${remedies[code]}`;
  return new ProblemError({ kind: "storage-failed", code, detail, ...(parameters && { parameters }) }, cause);
}
