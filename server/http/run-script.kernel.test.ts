import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ScriptRun } from "../../shared/script-run.ts";
import { expectProblem, makeLab } from "../testing/api.ts";
import { typeInLab } from "../testing/ask-kernel.ts";
import { eventually } from "../testing/eventually.ts";
import { LabSocket } from "../testing/lab-socket.ts";
import { startServer, type TestServer } from "../testing/server.ts";
import { scriptExamples } from "./examples.ts";

let server: TestServer;
let lab: string;
beforeAll(async () => {
  server = await startServer();
  lab = await makeLab(server);
});
afterAll(() => server[Symbol.asyncDispose]());

async function run(script: string, timeoutMs = 20_000) {
  return server.call("POST", `/api/labs/${lab}/run-script`, { body: { script, timeoutMs } });
}

async function processes(text: string): Promise<number> {
  return Number(await typeInLab(server, lab, `pgrep -fc '^${text}' || true`));
}

describe("SCRIPT-3: a script that is sent runs in the lab's host", () => {
  test("with its lines, its exit code and both streams in their order", async () => {
    const { json } = await run(
      "echo 一\necho two >&2\nip netns add by-script\n[[ -t 0 ]] || read -r x || exit 3",
    );
    expect(json).toEqual({ endedBy: "itself", exitCode: 3, output: "一\ntwo\n" });
    expect(await typeInLab(server, lab, "ip netns")).toContain("by-script");
    const wrong = await run("true\nno-such-program --here");
    expect(wrong.json).toMatchObject({ endedBy: "itself", exitCode: 127 });
    expect(wrong.json.output).toMatch(/script\.sh: line 2: no-such-program: command not found\n$/);
    expect(await typeInLab(server, lab, "ls -A /tmp")).toBe("");
  });

  test.each(Object.entries(scriptExamples))(
    "as the description's example says: %s",
    async (_summary, body) => {
      const { json } = await server.call("POST", `/api/labs/${await makeLab(server)}/run-script`, { body });
      expect(json).toMatchObject({ endedBy: "itself", exitCode: 0 });
      expect(json.output).toContain("1 received");
    },
  );

  test("whatever it prints, a piece of the end's mark too", async () => {
    const { json } = await run("printf 'a\\0b\\0'; printf '\\0'");
    expect(json).toEqual({ endedBy: "itself", exitCode: 0, output: "a\0b\0\0" });
  });

  test("what it leaves in the background goes on, though it prints", async () => {
    const { json } = await run("(while sleep 0.1; do echo tick; done) &\nsleep 31 &");
    expect(json).toMatchObject({ endedBy: "itself", exitCode: 0 });
    expect(await processes("sleep 31")).toBe(1);
  });

  test("not what is none", async () => {
    expectProblem(await run(""), 400, { kind: "malformed", path: "script" });
    expectProblem(await run("a\0b"), 400, { kind: "malformed", code: "holds-nul", path: "script" });
    expectProblem(await run("#".repeat(256 * 1024 + 1)), 400, { kind: "malformed", code: "too_big" });
  });
});

describe("SCRIPT-4: it ends, with all that it started", () => {
  test("when its time is over", async () => {
    const { json } = await run("echo begun; sleep 41 & sleep 41", 300);
    expect(json).toEqual({ endedBy: "time", exitCode: null, output: "begun\n" });
    await eventually(async () => expect(await processes("sleep 41")).toBe(0));
  });

  test("when it prints too much", async () => {
    const { json } = await run("sleep 42 & yes");
    expect(json).toMatchObject({ endedBy: "output", exitCode: null });
    expect(String(json.output).length).toBe(1024 * 1024);
    await eventually(async () => expect(await processes("sleep 42")).toBe(0));
  });

  test("when the program hangs up", async () => {
    const hangUp = new AbortController();
    const asked = server.call("POST", `/api/labs/${lab}/run-script`, {
      body: { script: "sleep 43" },
      signal: hangUp.signal,
    });
    asked.catch(() => undefined);
    await eventually(async () => expect(await processes("sleep 43")).toBe(1));
    hangUp.abort();
    await eventually(async () => expect(await processes("sleep 43")).toBe(0));
  });
});

describe("SCRIPT-3: from the page", () => {
  const outputOf = (socket: LabSocket) =>
    socket
      .of("script")
      .map(({ run: { output } }) => output)
      .join("");
  const endOf = (socket: LabSocket) => socket.of("script").at(-1)?.run.end ?? null;

  test("whoever runs it sees what it prints as it comes, and stops it; nobody else hears of it", async () => {
    await using ada = await LabSocket.join(server, lab);
    await using bob = await LabSocket.join(server, lab, "bob");
    const started = await ada.ask({ type: "script-start", script: "echo begun; sleep 44; echo never" });
    expect(started.ok).toBe(true);
    await ada.until(() => outputOf(ada) === "begun\n");
    expect(await ada.ask({ type: "script-start", script: "true" })).toMatchObject({
      ok: false,
      problem: { kind: "too-many-requests", code: "script-running" },
    });
    ada.send({ type: "script-stop" });
    await ada.until(() => endOf(ada) !== null);
    expect([outputOf(ada), endOf(ada)]).toEqual(["begun\n", { endedBy: "stop", exitCode: null }]);
    await eventually(async () => expect(await processes("sleep 44")).toBe(0));
    expect(bob.of("script")).toEqual([]);
    expect(ada.gaps).toEqual([]);
  });

  test("who comes back finds the last one, and what it has printed meanwhile", async () => {
    const before = await LabSocket.join(server, lab, "eve");
    await before.ask({
      type: "script-start",
      script: "echo one; until [[ -e /tmp/go ]]; do sleep 0.02; done; echo two",
    });
    await before.until(() => outputOf(before) === "one\n");
    await before.leave();
    await typeInLab(server, lab, "touch /tmp/go");
    await eventually(async () => {
      await using again = await LabSocket.join(server, lab, "eve");
      const expected: Partial<ScriptRun> = { output: "one\ntwo\n", end: { endedBy: "itself", exitCode: 0 } };
      expect(again.welcome.script).toMatchObject(expected);
    });
  });
});
