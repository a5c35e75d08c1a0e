import { unzipSync } from "fflate";
import { messageOf, ProblemError } from "../../shared/errors.ts";

/** Unpacking one takes time for each byte it stands for, told or not: a thousand for each of its own. */
const maxZipBytes = 1024 * 1024;
/** Of all that is unpacked together, and how many files. */
const maxBytes = 8 * 1024 * 1024;
const maxFiles = 1000;

/**
 * The files of a zip. What an entry says of its size decides how much memory it gets, so that no more is ever unpacked
 * than was promised.
 * @throws ProblemError "malformed", or "too-large"
 */
export function unzip(
  name: string,
  bytes: Uint8Array,
): { readonly name: string; readonly bytes: Uint8Array }[] {
  if (bytes.length > maxZipBytes) throw tooLarge(name);
  let total = 0;
  let count = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name: path, originalSize }) => {
        if (path.endsWith("/")) return false;
        total += originalSize;
        count += 1;
        if (total > maxBytes || count > maxFiles) throw tooLarge(name);
        return true;
      },
    });
    return Object.entries(files).map(([path, content]) => ({ name: path, bytes: content }));
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const detail = `${name} is no zip that can be read: ${messageOf(error)}`;
    throw new ProblemError({ kind: "malformed", code: "not-a-zip", detail, parameters: { name } }, error);
  }
}

function tooLarge(name: string): ProblemError {
  return new ProblemError({
    kind: "too-large",
    code: "foreign-too-large",
    detail: `${name} has more than 1 MiB, or unpacks to more than ${maxBytes / 1024 ** 2} MiB or ${maxFiles} files`,
    parameters: { name },
  });
}
