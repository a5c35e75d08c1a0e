// Tools that silently pass were seen: so each import the architecture forbids is planted in a copy of the tree, and
// the compiler or the linter has to refuse it there.

import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bin, nodeModules, root } from "./paths.mjs";

/** Plants stand together in one tree: none may import real code, whose own types would come along and allow the others. */
interface Plant {
  readonly what: string;
  readonly folder: string;
  readonly code: string;
  readonly refusal: RegExp;
}

const notReferenced = /TS6307|TS6059/;
const noDom = /TS2304|TS2584|TS2552/;
const noNode = /TS2307|TS2580|TS2591|TS2882/;

/** What the compiler refuses. */
const uncompilable: Plant[] = [
  plant("shared uses the DOM", "shared", "export const planted = document.title;", noDom),
  plant("shared uses a Node module", "shared", 'export { readFileSync } from "node:fs";', noNode),
  plant("shared uses a Node global", "shared", "export const planted = process.pid;", noNode),
  plant("shared imports the server", "shared", 'export * from "../server/boundary.ts";', notReferenced),
  plant("shared imports the client", "shared", 'export * from "../client/boundary.ts";', notReferenced),
  plant("the client imports the server", "client", 'export * from "../server/boundary.ts";', notReferenced),
  plant(
    "the client imports the plan",
    "client",
    'export * from "../server/plan/boundary.ts";',
    notReferenced,
  ),
  plant("the client uses a Node module", "client", 'export { readFileSync } from "node:fs";', noNode),
  plant("the client uses a Node global", "client", "export const planted = process.pid;", noNode),
  plant("a gesture uses the DOM", "client/gestures", "export const planted = document.title;", noDom),
  plant("a gesture imports the client", "client/gestures", 'export * from "../boundary.ts";', notReferenced),
  plant("the server imports the client", "server", 'export * from "../client/boundary.ts";', notReferenced),
  plant("the server uses the DOM", "server", "export const planted = document.title;", noDom),
  plant("the plan uses a Node module", "server/plan", 'export { readFileSync } from "node:fs";', noNode),
  plant("the plan uses a Node global", "server/plan", "export const planted = process.pid;", noNode),
  plant(
    "the plan imports the kernel",
    "server/plan",
    'export * from "../kernel/boundary.ts";',
    notReferenced,
  ),
  plant("the plan imports observe", "server/plan", 'export * from "../observe/boundary.ts";', notReferenced),
  plant("a script uses a Node module", "server/script", 'export { readFileSync } from "node:fs";', noNode),
  plant("observe uses a Node module", "server/observe", 'export { readFileSync } from "node:fs";', noNode),
  plant(
    "observe imports the kernel",
    "server/observe",
    'export * from "../kernel/boundary.ts";',
    notReferenced,
  ),
  plant("observe imports the server", "server/observe", 'export * from "../boundary.ts";', notReferenced),
  plant("a browser test imports the server", "e2e", 'export * from "../server/boundary.ts";', notReferenced),
];

/** What compiles, and only the linter refuses. */
const unlintable: Plant[] = [
  plant("the server spawns", "server", 'export { spawn } from "node:child_process";', /Only server\/kernel/),
  plant(
    "the server spawns, old name",
    "server",
    'export { spawn } from "child_process";',
    /Only server\/kernel/,
  ),
  plant("the server uses execa", "server", 'export { execa } from "execa";', /Only server\/kernel/),
  plant("the server loads execa", "server", 'export const planted = import("execa");', /Only server\/kernel/),
  plant("the server uses React", "server", 'export { useState } from "react";', /belongs to the page/),
  plant("the server uses fast-check", "server", 'export { assert } from "fast-check";', /tests' tools/),
  plant("the kernel uses vitest", "server/kernel", 'export { it } from "vitest";', /tests' tools/),
  plant(
    "the client uses express",
    "client",
    'export { default as planted } from "express";',
    /belongs to the server/,
  ),
  plant("the client uses vitest", "client", 'export { it } from "vitest";', /tests' tools/),
  plant("a gesture uses React", "client/gestures", 'export { useState } from "react";', /is pure/),
  plant("shared uses express", "shared", 'export { default as planted } from "express";', /is pure/),
  plant("the plan uses execa", "server/plan", 'export { execa } from "execa";', /is pure/),
  plant("a script uses execa", "server/script", 'export { execa } from "execa";', /is pure/),
  plant("a format uses execa", "server/formats", 'export { execa } from "execa";', /is pure/),
  plant("observe uses pino", "server/observe", 'export { pino } from "pino";', /is pure/),
];

/** Allowed, and so has to pass: a rule that refuses everything would also refuse every plant. */
const allowed: Plant[] = [
  plant("the kernel uses execa", "server/kernel", 'export { execa } from "execa";', /^$/),
  plant("observe imports the plan", "server/observe", 'export * from "../plan/boundary.ts";', /^$/),
  plant("a script imports the plan", "server/script", 'export * from "../plan/boundary.ts";', /^$/),
  plant("the server imports observe", "server", 'export * from "./observe/boundary.ts";', /^$/),
  plant("the client imports a gesture", "client", 'export * from "./gestures/boundary.ts";', /^$/),
  plant("a format imports yaml", "server/formats", 'export { parse } from "yaml";', /^$/),
  plant("shared imports zod", "shared", 'export { string } from "zod";', /^$/),
];

describe("the compiler", () => {
  const tree = copyOfTheTree();
  let passed: Outcome;
  let refused: Outcome;
  beforeAll(() => {
    write(tree, allowed);
    passed = compile(tree);
    write(tree, uncompilable);
    refused = compile(tree);
  }, 60_000);
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it("passes the tree as it is, with the imports that are allowed", () => {
    // Other errors are the types stage's to report.
    const ours = passed.findings.filter(
      ({ file, message }) => file.includes("planted") || notReferenced.test(message),
    );
    expect(ours).toEqual([]);
  });
  it.each(uncompilable)("refuses that $what", (planted) => expectRefusal(refused, uncompilable, planted));
});

describe("the linter", () => {
  const tree = copyOfTheTree();
  let passed: Outcome;
  let refused: Outcome;
  beforeAll(() => {
    write(tree, allowed);
    passed = lint(tree);
    write(tree, unlintable);
    refused = lint(tree);
  }, 60_000);
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it("passes the tree as it is, with the imports that are allowed", () => {
    expect(passed.findings).toEqual([]);
  });
  it.each(unlintable)("refuses that $what", (planted) => expectRefusal(refused, unlintable, planted));
});

it("only server/kernel names a file of /proc or /sys", () => {
  const files = readdirSync(join(root, "server"), { recursive: true, encoding: "utf8" });
  // The plan names one in a command; it has no means to open it.
  const elsewhere = files.filter(
    (file) => file.endsWith(".ts") && !/^(kernel|bootstrap|plan)\/|\.test\.ts$|testing\//.test(file),
  );
  const guilty = elsewhere.filter((file) =>
    /["'`]\/(proc|sys)\//.test(readFileSync(join(root, "server", file), "utf8")),
  );
  expect(guilty).toEqual([]);
});

/** One finding in oxlint's JSON. */
interface Diagnostic {
  readonly filename: string;
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

interface Outcome {
  readonly exitCode: number | null;
  readonly findings: readonly { readonly file: string; readonly message: string }[];
}

function plant(what: string, folder: string, code: string, refusal: RegExp): Plant {
  return { what, folder, code, refusal };
}

function fileOf(plants: readonly Plant[], planted: Plant): string {
  return `${planted.folder}/planted-${plants === allowed ? "allowed" : "forbidden"}-${plants.indexOf(planted)}.ts`;
}

function expectRefusal(outcome: Outcome, plants: readonly Plant[], planted: Plant): void {
  const file = fileOf(plants, planted);
  const messages = outcome.findings
    .filter((finding) => finding.file === file)
    .map((finding) => finding.message);
  expect(messages.join("\n")).toMatch(planted.refusal);
  expect(outcome.exitCode).not.toBe(0);
}

function copyOfTheTree(): string {
  const tree = mkdtempSync(join(tmpdir(), "vethlab-boundaries-"));
  for (const path of [
    "client",
    "server",
    "shared",
    "e2e",
    "package.json",
    "tsconfig.json",
    ".oxlintrc.json",
  ]) {
    cpSync(join(root, path), join(tree, path), {
      recursive: true,
      filter: (source) => !/\.test\.tsx?$|\/testing$/.test(source),
    });
  }
  symlinkSync(nodeModules, join(tree, "node_modules"));
  // Something to import in every folder, whatever its real files are called.
  for (const folder of [
    "client",
    "client/gestures",
    "server",
    "server/kernel",
    "server/plan",
    "server/observe",
    "server/script",
    "server/formats",
  ]) {
    mkdirSync(join(tree, folder), { recursive: true });
    writeFileSync(join(tree, folder, "boundary.ts"), "export const boundary = 1;\n");
  }
  return tree;
}

function write(tree: string, plants: readonly Plant[]): void {
  for (const planted of plants) {
    const file = join(tree, fileOf(plants, planted));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${planted.code}\n`);
  }
}

function compile(tree: string): Outcome {
  const { status, stdout } = run(tree, "tsc", ["-b", "--pretty", "false", "server", "client", "e2e"]);
  const findings = [...stdout.matchAll(/^(.+?)\(\d+,\d+\): error (.*)$/gm)];
  return { exitCode: status, findings: findings.map(([, file = "", message = ""]) => ({ file, message })) };
}

function lint(tree: string): Outcome {
  const { status, stdout } = run(tree, "oxlint", ["--format", "json", "client", "server", "shared", "e2e"]);
  const report = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  // The other rules are the lint stage's to report.
  const restrictions = report.diagnostics.filter(({ code }) => code === "eslint(no-restricted-imports)");
  const findings = restrictions.map(({ filename, message, help = "" }) => ({
    file: filename,
    message: `${message} ${help}`,
  }));
  return { exitCode: status, findings };
}

function run(tree: string, tool: string, args: readonly string[]) {
  const result = spawnSync(join(bin, tool), args, { cwd: tree, encoding: "utf8" });
  if (result.error) throw result.error;
  return result;
}
