import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInterfaceName, checkNamespaceName } from "../../shared/names.ts";
import { labUid } from "../testing/labs.ts";
import { execIn } from "./exec.ts";
import { startMachine, type Machine } from "./machine.ts";

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine(labUid());
});
afterAll(() => machine.stop());

/** The last byte of `à`, `ࠠ`, `堠` and `𠀠` is A0, the middle one of `ꠀ`. */
const character = fc.oneof(
  fc.constantFrom(...Array.from("a0_.-àࠠ堠𠀠ꠀ端é")),
  fc
    .integer({ min: 0xa1, max: 0x2ffff })
    .map((code) => String.fromCodePoint(code))
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter)),
);
function someNames(maxLength: number): string[] {
  return [...new Set(fc.sample(fc.string({ unit: character, minLength: 1, maxLength, size: "max" }), 150))];
}

/** Of these names, those under which the command, given each one, succeeds. */
async function taken(command: string, candidates: readonly string[]): Promise<string[]> {
  const script = `for name; do if ${command} 2>/dev/null; then printf '%s\\0' "$name"; fi; done`;
  const { stdout } = await execIn(machine, "host", ["sh", "-c", script, "sh", ...candidates], 20_000);
  return stdout.split("\0").slice(0, -1);
}

test("NAME-4: an interface can have every name that is accepted, and none of a space byte", async () => {
  const all = someNames(5);
  const accepted = all.filter((name) => checkInterfaceName(name) === null);
  const spaced = all.filter((name) => checkInterfaceName(name) === "space-byte");
  const add = 'ip link add name "$name" type bridge';
  expect(await taken(add, accepted)).toEqual(accepted);
  expect(await taken(add, spaced)).toEqual([]);
  expect([accepted.length, spaced.length].every((count) => count > 20)).toBe(true);
});

test("NAME-4: a namespace can have every name that is accepted", async () => {
  const all = someNames(100);
  const accepted = all.filter((name) => checkNamespaceName(name) === null);
  const add = 'ip netns add "$name" && ip netns delete "$name"';
  expect(await taken(add, accepted)).toEqual(accepted);
  expect(accepted.length).toBeGreaterThan(20);
});
