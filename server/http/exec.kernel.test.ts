import { setMaxListeners } from "node:events";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectObservedIsDocument, expectProblem, makeLab } from "../testing/api.ts";
import { eventually } from "../testing/eventually.ts";
import { pairRecords } from "../testing/networks.ts";
import { startServer, type TestServer } from "../testing/server.ts";

let server: TestServer;
let lab: string;
beforeAll(async () => {
  server = await startServer();
  lab = await makeLab(server, pairRecords());
  await expectObservedIsDocument(server, lab);
});
afterAll(() => server[Symbol.asyncDispose]());

function exec(namespace: string, argv: readonly string[], timeoutMs = 10_000) {
  return server.call("POST", `/api/labs/${lab}/exec`, { body: { namespace, argv, timeoutMs } });
}

describe("API-10 what is run is exactly the words that were sent", () => {
  /** Words that mean something to a shell, to ip, to nsenter or to printf, and any others. */
  const word = fc.oneof(
    fc.constantFrom(
      "--",
      "-n",
      "-c",
      "--help",
      "--target=1",
      "$(touch /tmp/pwned)",
      "`touch /tmp/pwned`",
      "; touch /tmp/pwned",
      "| touch /tmp/pwned",
      "&& touch /tmp/pwned &",
      "a\nb",
      "\n",
      "",
      " ",
      "'",
      '"',
      "\\",
      "#",
      "*",
      "~",
      "${HOME}",
      "$'\\n'",
      "%s%n",
      "\u0004",
      "\u001b[2J",
      "网桥",
      "💡",
    ),
    fc.string({ unit: "binary", maxLength: 20 }).filter((text) => !text.includes("\0")),
  );

  test.each(["host", "ns1"])("in %s", async (namespace) => {
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 8 }), async (words) => {
        // printf would read a first word of "-v" as an option; after "--" and a format, nothing is.
        const { json } = await exec(namespace, ["printf", "--", String.raw`%s\0`, ...words]);
        const expected = words.length === 0 ? "\0" : words.map((text) => `${text}\0`).join("");
        expect(json).toEqual({ exitCode: 0, stdout: expected, stderr: "" });
      }),
      { numRuns: 25 },
    );
    const { json } = await exec("host", ["ls", "-A", "/tmp"]);
    expect(json).toMatchObject({ stdout: "" });
  });

  test("the first word is a program, never an option of what starts it", async () => {
    for (const first of ["-n", "--help", "--", "-c", "-t1"]) {
      const { json } = await exec("ns1", [first, "true"]);
      expect(json.exitCode).not.toBe(0);
      expect(json.stdout).toBe("");
    }
  });

  test("a namespace is only ever a name that is there", async () => {
    for (const name of [
      "nothing",
      "-all",
      "--all",
      "ns1; true",
      "../ns1",
      "/proc/1/ns/net",
      "ns1\n",
      "$(true)",
    ]) {
      const answer = await exec(name, ["true"]);
      expectProblem(answer, 404, { kind: "not-found", code: "no-such-namespace", path: "namespace" });
    }
  });
});

describe("API-11 it runs where it was told to, as nobody outside", () => {
  test("with the namespace's own interfaces", async () => {
    const { json } = await exec("ns1", ["ip", "-br", "address", "show", "dev", "eth0"]);
    expect(json.stdout).toMatch(/^eth0\S* +UP +10\.0\.0\.1\/24/);
    expect((await exec("host", ["ip", "-br", "link"])).json.stdout).not.toContain("eth0");
  });

  test("without this machine's files, processes and network", async () => {
    expect((await exec("host", ["cat", "/etc/shadow"])).json.exitCode).not.toBe(0);
    expect((await exec("host", ["hostname"])).json.stdout).toBe("lab\n");
    expect((await exec("host", ["ls", "/home", "/work"])).json.stdout).toBe("");
    const processes = await exec("host", ["sh", "-c", "ls -d /proc/[0-9]*"]);
    expect(String(processes.json.stdout).split("\n").length).toBeLessThan(40);
    const pattern = readFileSync("/proc/sys/kernel/core_pattern", "utf8");
    await exec("host", ["sh", "-c", "echo pwned >/proc/sys/kernel/core_pattern"]);
    expect(readFileSync("/proc/sys/kernel/core_pattern", "utf8")).toBe(pattern);
  });

  test("its exit code and both streams come back", async () => {
    const { json } = await exec("ns1", ["sh", "-c", "echo out; echo err >&2; exit 3"]);
    expect(json).toEqual({ exitCode: 3, stdout: "out\n", stderr: "err\n" });
    expect((await exec("ns1", ["no-such-program"])).json.exitCode).not.toBe(0);
  });
});

describe("API-12 a command ends", () => {
  test("when its time is over, with all that it started", async () => {
    const began = performance.now();
    expectProblem(await exec("ns1", ["sleep", "4242"], 200), 504, { kind: "timeout", code: "exec-timeout" });
    // The child holds the output open and is nobody's child any more.
    const stubborn = ["sh", "-c", "sleep 4242 & exec sleep 4242"];
    expectProblem(await exec("ns1", stubborn, 200), 504, { kind: "timeout", code: "exec-timeout" });
    expect(performance.now() - began).toBeLessThan(3000);
  });

  test("when whoever wanted to know hangs up, with all that it started", async () => {
    const running = async () => {
      const { json } = await exec("host", ["sh", "-c", "ps -e -o args= | grep -c '^sleep 777'"]);
      return Number(json.stdout);
    };
    const hangUp = new AbortController();
    const body = { namespace: "ns1", argv: ["sh", "-c", "sleep 777 & exec sleep 7777"], timeoutMs: 600_000 };
    const asked = server.call("POST", `/api/labs/${lab}/exec`, { body, signal: hangUp.signal });
    await eventually(async () => expect(await running()).toBe(2));
    hangUp.abort();
    await expect(asked).rejects.toThrow("aborted");
    await eventually(async () => expect(await running()).toBe(0));
  });

  test("and only so many run at once in a lab; other labs have room of their own", async () => {
    const hangUp = new AbortController();
    setMaxListeners(64, hangUp.signal);
    const body = { namespace: "ns1", argv: ["sleep", "777"], timeoutMs: 600_000 };
    const asked = Array.from({ length: 64 }, () =>
      server.call("POST", `/api/labs/${lab}/exec`, { body, signal: hangUp.signal }).catch(() => null),
    );
    await eventually(async () =>
      expectProblem(await exec("ns1", ["true"]), 429, {
        kind: "too-many-requests",
        code: "too-many-commands",
      }),
    );
    const other = await makeLab(server);
    const there = { namespace: "host", argv: ["true"] };
    expect((await server.call("POST", `/api/labs/${other}/exec`, { body: there })).status).toBe(200);
    hangUp.abort();
    await Promise.all(asked);
    await eventually(async () => expect((await exec("ns1", ["true"])).status).toBe(200));
  });

  test("when it prints without end", async () => {
    expectProblem(await exec("ns1", ["yes"]), 413, { kind: "too-large", code: "exec-output" });
    expect((await exec("ns1", ["true"])).json).toMatchObject({ exitCode: 0 });
  });
});
