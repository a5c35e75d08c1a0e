import { mkdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { messageOf } from "../shared/errors.ts";
import { storageProblem } from "./storage-problem.ts";

/**
 * Makes this process the only server of a data folder: two would each believe to be the labs' only writer. The lock is
 * an abstract socket (unix(7)), which the kernel takes back however the process ends; there is no file to go stale.
 *
 * @returns how to let go
 * @throws ProblemError "storage-failed" when another server has the folder, or it cannot be used at all
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const lock = createServer();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Whatever path it was given by.
    const { dev, ino } = statSync(folder);
    await new Promise<void>((resolve, reject) => {
      lock.once("error", reject);
      lock.listen(`\0vethlab-data-${dev}-${ino}`, resolve);
    });
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    throw isTaken
      ? storageProblem("storage-in-use", `the data folder ${folder} is used by another Vethlab`, {
          cause: error,
        })
      : storageProblem(
          "storage-out-of-reach",
          `the data folder ${folder} cannot be used (${messageOf(error)})`,
          { cause: error },
        );
  }
  lock.unref();
  return () => new Promise((resolve) => lock.close(() => resolve()));
}
