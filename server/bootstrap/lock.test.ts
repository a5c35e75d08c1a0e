import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { exclusively } from "./lock.mjs";
import { root } from "./paths.mjs";

it("lets one task run at a time", async () => {
  const events: string[] = [];
  const task = (name: string) =>
    exclusively(async () => {
      events.push(`${name} begins`);
      await new Promise(setImmediate);
      events.push(`${name} ends`);
    });
  await Promise.all([task("a"), task("b"), task("c")]);
  for (let index = 0; index < events.length; index += 2) {
    expect(events[index + 1]).toBe(events[index]?.replace("begins", "ends"));
  }
});

it("is free again when its task fails", async () => {
  await expect(exclusively(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await exclusively(() => Promise.resolve("yes"))).toBe("yes");
});

it("is free again when its holder is killed", async () => {
  const hold =
    'import("./server/bootstrap/lock.mjs").then((lock) => lock.exclusively(() => { console.log("held"); return new Promise(() => {}); }))';
  const holder = spawn(process.execPath, ["--eval", hold], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(holder.stdout, "data");
  const next = exclusively(() => Promise.resolve("free"));
  holder.kill("SIGKILL");
  expect(await next).toBe("free");
});
