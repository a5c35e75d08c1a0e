// @ts-check
// What the two commands tell the person who typed them. Progress goes to stderr: stdout belongs to the program.

/** Something the reader can mend; its message is shown as it is, without a stack. */
export class Problem extends Error {}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Says what is being done and, once it is, how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} task
 */
export async function saying(what, task) {
  say(`${what} …`);
  const start = performance.now();
  const result = await task();
  say(`${what}: done in ${seconds(start)}`);
  return result;
}

/** @param {number} start a `performance.now()` */
export function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/**
 * Runs a command's body; a Problem becomes its message and exit code 1.
 * @param {() => Promise<void>} body
 */
export async function command(body) {
  try {
    await body();
  } catch (error) {
    say(error instanceof Problem ? error.message : String(error instanceof Error ? error.stack : error));
    process.exit(1);
  }
}
