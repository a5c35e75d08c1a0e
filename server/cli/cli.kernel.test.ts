import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serverBundle } from "../bootstrap/bundle.mjs";
import { makeLab } from "../testing/api.ts";
import { foreignCases } from "../testing/foreign-cases.ts";
import { temporaryFolder } from "../testing/labs.ts";
import { pairRecords } from "../testing/networks.ts";
import { startServer, testToken, type TestServer } from "../testing/server.ts";

const runner = "const { main } = await import(process.argv[1]); await main(process.argv.slice(2));";
const bin = fileURLToPath(new URL("../bootstrap/vethlab.mjs", import.meta.url));
let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startServer();
  folder = temporaryFolder();
  await build({ ...serverBundle(folder), entryPoints: { cli: "server/cli/main.ts" } });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** As a shell runs it, with what it prints. */
async function vethlab(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const words = ["--input-type=module", "-e", runner, "--", join(folder, "server/cli.js"), ...args];
  const VETHLAB_URL = `http://127.0.0.1:${server.port}`;
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env["PATH"], VETHLAB_URL, VETHLAB_TOKEN: testToken, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
  child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  const [code] = (await once(child, "close")) as [number];
  return { code, stdout, stderr };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe("CLI-1: the vethlab command", () => {
  let lab: string;
  beforeAll(async () => {
    lab = await makeLab(server, pairRecords(), "one");
  });

  test("lists the labs, and finds one by its name", async () => {
    expect((await vethlab(["ls"])).stdout).toContain(lab);
    expect(JSON.parse((await vethlab(["ls", "--json"])).stdout)).toMatchObject([
      { id: lab, name: "one", links: 1 },
    ]);
    expect((await vethlab(["exec", "--lab", "one", "ns1", "true"])).code).toBe(0);
    expect(await vethlab(["exec", "--lab", "two", "ns1", "true"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`there are: ${lab} (one)`) as string,
    });
  });

  test("runs a command whose words are its own, and ends as it does", async () => {
    const ran = await vethlab(["exec", "ns1", "--", "sh", "-c", "echo out; echo --json >&2; exit 7"]);
    expect(ran).toEqual({ code: 7, stdout: "out\n", stderr: "--json\n" });
    const json = await vethlab(["exec", "--json", "ns1", "ip", "-j", "route"]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("10.0.0.0/24") as string,
    });
    expect(await vethlab(["exec", "gone", "true"])).toMatchObject({
      code: 1,
      stderr: "vethlab: namespace: there is no namespace with the name gone\n",
    });
  });

  test("pings, and says whether anything came back", async () => {
    const answered = await vethlab(["ping", "-c", "2", "-i", "50", "ns1", "ns2"]);
    expect(answered).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("2 sent, 2 received, 0% lost") as string,
    });
    const silent = await vethlab(["ping", "--json", "-c", "1", "-i", "50", "ns1", "203.0.113.1"]);
    expect([silent.code, JSON.parse(silent.stdout)]).toMatchObject([1, { summary: { received: 0 } }]);
  });

  test("prints a lab, and makes one of what it printed", async () => {
    const json = (await vethlab(["export"])).stdout;
    expect(JSON.parse(json)).toMatchObject({ format: "vethlab", name: "one" });
    expect((await vethlab(["export", "--format", "script", "--language", "zh"])).stdout).toContain(
      "创建网络命名空间",
    );
    expect((await vethlab(["export", "--format", "mermaid"])).stdout).toContain("flowchart");
    const made = await vethlab(["apply", "--json", "--name", "two", file("one.json", json)]);
    expect([made.code, JSON.parse(made.stdout)]).toMatchObject([0, { name: "two", namespaces: 2 }]);
  });

  test("makes a lab of another program's files, and says what was left out", async () => {
    const { files = [] } = foreignCases().find(({ name }) => name === "kathara-router") ?? {};
    const paths = files.map(({ name, text }) => file(name, text));
    const { code, stdout, stderr } = await vethlab(["apply", ...paths]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\S+\tTwo offices\n$/) as string]);
    expect(stderr).toContain("left out: lab.conf:2: LAB_AUTHOR");
  });

  test("runs a script in a lab", async () => {
    const path = file("add.sh", "ip netns add by-script && ip netns\nexit 4\n");
    const ran = await vethlab(["apply", "--lab", "one", path]);
    expect(ran).toMatchObject({ code: 4, stdout: expect.stringContaining("by-script") as string });
  });

  test.each([
    [["no-such-command"], 2, "unknown command"],
    [["ping", "ns1"], 2, "missing required argument 'to'"],
    [["ping", "-c", "x", "ns1", "ns2"], 2, "a whole number"],
    [["apply", "/no/such/file"], 1, "/no/such/file cannot be read"],
    [["ls", "--token", "wrong-token"], 1, "Give its token with --token or VETHLAB_TOKEN"],
    [["ls", "--url", "http://127.0.0.1:9"], 1, "start one with: vethlab serve"],
  ])("says what is wrong: %j", async (args, code, words) => {
    expect(await vethlab(args)).toMatchObject({
      code,
      stdout: "",
      stderr: expect.stringContaining(words) as string,
    });
  });

  test("names what it can, and serve is npm start", async () => {
    const { stdout, code } = await vethlab(["--help"]);
    for (const name of ["serve", "ls", "apply", "export", "exec", "ping"]) expect(stdout).toContain(name);
    expect(code).toBe(0);
    const served = spawn(process.execPath, [bin, "serve", "--help"], { stdio: ["ignore", "pipe", "ignore"] });
    let help = "";
    served.stdout.on("data", (data: Buffer) => (help += data.toString()));
    await once(served, "close");
    expect(help).toContain("--listen <address>");
  }, 120_000);
});
