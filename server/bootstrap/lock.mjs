// @ts-check
import { statSync } from "node:fs";
import { connect, createServer } from "node:net";
import { say } from "./console.mjs";
import { root } from "./paths.mjs";

/**
 * Runs a task while no other `npm start` or `npm test` of this clone runs one. The lock is an abstract Unix socket:
 * the kernel drops it with the process that holds it, however that ends, so it can never be left behind.
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function exclusively(task) {
  const { dev, ino } = statSync(root);
  const release = await acquire(`\0vethlab-bootstrap-${dev}-${ino}`);
  try {
    return await task();
  } finally {
    release();
  }
}

/** @param {string} name @returns {Promise<() => void>} */
async function acquire(name) {
  for (let attempt = 0; ; attempt += 1) {
    const release = await tryAcquire(name);
    if (release) return release;
    if (attempt === 0) say("Waiting for another npm start or npm test of this folder …");
    await untilReleased(name);
  }
}

/** @param {string} name @returns {Promise<(() => void) | undefined>} */
function tryAcquire(name) {
  return new Promise((resolve, reject) => {
    /** @type {Set<import("node:net").Socket>} */
    const waiting = new Set();
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => waiting.delete(socket));
    });
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === "EADDRINUSE" ? resolve(undefined) : reject(error),
    );
    server.listen(name, () =>
      resolve(() => {
        server.close();
        for (const socket of waiting) socket.destroy();
      }),
    );
  });
}

/** The holder never writes: its end of the connection closes when it releases the lock or dies. @param {string} name */
function untilReleased(name) {
  return new Promise((resolve) => {
    const socket = connect(name);
    socket.on("error", () => socket.destroy());
    socket.on("close", resolve);
    socket.resume();
  });
}
