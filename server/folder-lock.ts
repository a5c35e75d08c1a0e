import { mkdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { ProblemError } from "../shared/errors.ts";

/**
 * Makes this process the only server of a data folder: two would each believe to be the labs' only writer. The lock is
 * an abstract socket (unix(7)), which the kernel takes back however the process ends; there is no file to go stale.
 *
 * @returns how to let go
 * @throws ProblemError "storage-failed" when another server has the folder
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Whatever path it was given by.
  const { dev, ino } = statSync(folder);
  const lock = createServer();
  await new Promise<void>((resolve, reject) => {
    lock.once("error", () =>
      reject(
        new ProblemError({
          kind: "storage-failed",
          detail: `${folder} is used by another Vethlab; open the URL that it printed`,
        }),
      ),
    );
    lock.listen(`\0vethlab-data-${dev}-${ino}`, resolve);
  });
  lock.unref();
  return () => new Promise((resolve) => lock.close(() => resolve()));
}
