import { readFileSync, rmSync } from "node:fs";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { applyEdit } from "../shared/apply-edit.ts";
import { batch, type Edit } from "../shared/edit.ts";
import { toProblem, type Problem } from "../shared/errors.ts";
import { changesBetween } from "../shared/changes.ts";
import type { RefusedStep } from "../shared/step.ts";
import { smallLab } from "../shared/testing/small-lab.ts";
import { newNamespace, newRoute, newVeth, type Document, type Topology } from "../shared/topology.ts";
import { Lab } from "./lab.ts";
import { differences } from "./observe/differences.ts";
import { byHand } from "./testing/by-hand.ts";
import { startChild } from "./testing/child.ts";
import { ada, expectKernelIsDocument, temporaryFolder, testLab, type TestLab } from "./testing/labs.ts";
import { descendantsOf } from "./testing/server.ts";

const update = (id: string, changes: Readonly<Record<string, unknown>>): Edit => ({
  op: "update",
  id,
  changes,
});

/** The lab as another kernel finds it: an edit led to this document where it was accepted. */
async function openedElsewhere({ lab, store, uid }: TestLab, after: Document): Promise<Lab> {
  await lab.close();
  const entry = { revision: lab.revision + 1, author: ada, at: 0, action: "edit", steps: [] } as const;
  store.appendEdit(lab.id, { ...entry, changes: changesBetween(lab.document, after) }, after);
  const [stored] = store.labs();
  if (stored === undefined) throw new Error("the lab is not in the store");
  return new Lab(stored, store, uid);
}

/** What the lab says that the kernel refused. */
function refusedIn({ state }: Lab): readonly RefusedStep[] {
  if (state.phase !== "running") throw new Error(`the lab is ${state.phase}`);
  return state.refused;
}

async function missingIn(lab: Lab): Promise<string[]> {
  return Object.keys(differences(lab.document.topology, await lab.readObserved()).changes).toSorted();
}

describe("a document that this kernel does not take whole", () => {
  const unknown = "net.ipv4.no_such_thing";
  const complaint = /no_such_thing: No such file or directory/;

  test("LAB-7: runs without the sysctl that this kernel lacks; edits, undo and redo go on beside it", async () => {
    await using made = await testLab(smallLab);
    const known = "net.ipv4.icmp_echo_ignore_all";
    const lab = await openedElsewhere(
      made,
      applyEdit(smallLab, update("red", { sysctls: { [unknown]: "1", [known]: "0" } })),
    );
    try {
      await lab.ready();
      expect(lab.document).toEqual(made.store.loadLab(lab).document);
      expect(refusedIn(lab)).toMatchObject([
        { step: { record: "red" }, command: `ip netns exec red sysctl -w ${unknown}=1` },
      ]);
      expect(refusedIn(lab)[0]?.output).toMatch(complaint);
      expect(await missingIn(lab)).toEqual(["red"]);
      await byHand(lab, "ip netns exec red ping -c 1 -W 1 10.0.0.2");

      const drawn = lab.document;
      await lab.edit(ada, batch(update("red", { name: "web" }), update("r0", { mtu: 1400 })));
      await lab.edit(ada, update("red", { sysctls: { [unknown]: "1", [known]: "1" } }));
      expect(await byHand(lab, `ip netns exec web sysctl -n ${known}`)).toBe("1\n");
      expect(refusedIn(lab)).toMatchObject([{ command: `ip netns exec web sysctl -w ${unknown}=1` }]);
      await lab.undo(ada);
      await lab.undo(ada);
      expect(lab.document).toEqual(drawn);
      expect(await byHand(lab, `ip netns exec red sysctl -n ${known}`)).toBe("0\n");
      await lab.redo(ada);
      expect(await missingIn(lab)).toEqual(["red"]);
      expect(refusedIn(lab)).toHaveLength(1);
    } finally {
      await lab.close();
    }
  });

  test("LAB-4: restore tells the kernel's words; what it refused can be changed, deleted and taken back", async () => {
    await using made = await testLab(smallLab);
    const lab = await openedElsewhere(
      made,
      applyEdit(smallLab, update("red", { sysctls: { [unknown]: "1" } })),
    );
    try {
      const refused = { kind: "kernel-refused", path: "red", output: expect.stringMatching(complaint) };
      await expect(lab.restore(ada, ["red"])).rejects.toMatchObject({
        problem: { ...refused, code: "restore-refused" },
      });
      expect(await missingIn(lab)).toEqual(["red"]);

      const { revision } = lab;
      await expect(lab.edit(ada, update("red", { sysctls: { [unknown]: "2" } }))).rejects.toMatchObject({
        problem: refused,
      });
      expect(lab.revision).toBe(revision);
      expect(refusedIn(lab)).toHaveLength(1);
      await lab.edit(ada, update("red", { sysctls: {} }));
      expect(refusedIn(lab)).toEqual([]);
      await expect(lab.undo(ada)).rejects.toMatchObject({ problem: refused });
      expect((await lab.restore(ada, [])).steps).toEqual([]);
      await expectKernelIsDocument(lab);
    } finally {
      await lab.close();
    }
  });

  test("LAB-7: what contradicts itself, as an older Vethlab may have taken it, is seen to differ, and mended", async () => {
    await using made = await testLab(smallLab);
    const addressed = batch(update("r0", { addresses: ["10.0.0.1/24", "fd00::1/64"] }), {
      op: "add",
      record: newRoute("six", "red", "::/0", { gateway: "fd00::2" }),
    });
    await made.lab.edit(ada, addressed);
    const { document } = made.lab;
    const red = { ...document.topology["red"], sysctls: { "net.ipv6.conf.all.disable_ipv6": "1" } };
    const lab = await openedElsewhere(made, {
      ...document,
      topology: { ...document.topology, red } as Topology,
    });
    try {
      expect(await missingIn(lab)).toEqual(["r0", "six"]);
      expect(refusedIn(lab)).toMatchObject([
        { step: { record: "r0", reason: "address-add" } },
        { step: { record: "six", reason: "route-add" } },
      ]);
      await byHand(lab, "ip netns exec red ping -c 1 -W 1 10.0.0.2");
      await expect(lab.edit(ada, update("b0", { mtu: 1400 }))).rejects.toMatchObject({
        problem: { kind: "invalid-edit", code: "ipv6-is-off", path: "r0.addresses.1" },
      });
      await lab.edit(ada, update("red", { sysctls: {} }));
      await lab.restore(ada, []);
      await expectKernelIsDocument(lab);
      expect(refusedIn(lab)).toEqual([]);
    } finally {
      await lab.close();
    }
  });
});

test("LAB-9: without a machine a lab takes no edit, is had in every way, and runs once machines are allowed", async () => {
  const folder = temporaryFolder();
  // In a user namespace of its own, without the power that its root has but for giving on its own number (CAP_SETFCAP).
  const forbid = `echo 0 >/proc/sys/user/max_user_namespaces
    exec setpriv --bounding-set=-all,+setfcap --inh-caps=-all "$@"`;
  const child = startChild(
    new URL("testing/children/forbidden-lab.ts", import.meta.url),
    [folder],
    ["unshare", "-Ur", "sh", "-ec", forbid, "sh"],
  );
  const unavailable = "machine-unavailable user-namespaces-forbidden";
  expect(JSON.parse(await child.line())).toEqual({
    edit: unavailable,
    restore: unavailable,
    restart: unavailable,
    phase: "failed",
    document: smallLab,
    script: expect.stringContaining("ip netns add red") as string,
    duplicate: smallLab,
    deleted: "done",
  });
  const allow = ["sh", "-c", "echo 1000 >/proc/sys/user/max_user_namespaces"];
  const enter = ["nsenter", "-t", String(child.process.pid), "-U", "--preserve-credentials"];
  await execa("env", [...enter, ...allow]);
  expect(JSON.parse(await child.line())).toEqual({
    edit: "done",
    state: { phase: "running", refused: [] },
    differences: { changes: {}, unknown: [] },
  });
  await child.output;
  rmSync(folder, { recursive: true });
});

/** The first processes of the machines that this process has made: each is 1 in a pid namespace of its own. */
function firstProcesses(): number[] {
  return descendantsOf(process.pid)
    .map(({ pid }) => pid)
    .filter((pid) => /^NSpid:.*\t1$/m.test(statusOf(pid)));
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

function killMachines(): void {
  for (const pid of firstProcesses()) process.kill(pid, "SIGKILL");
}

const after = async (ms: number) => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return false;
};

/** Kills the machine once, at a moment of its own; or, stubbornly, each one that is made until the work is over. */
async function killDuring(work: Promise<unknown>, isStubborn: boolean): Promise<void> {
  const over = work.then(
    () => true,
    () => true,
  );
  await after(Math.random() * 15);
  killMachines();
  if (!isStubborn) return;
  while (!(await Promise.race([over, after(1)]))) killMachines();
}

test("LAB-8: an edit under way when the machine dies is done on the next one, or refused when that dies, too", async () => {
  await using made = await testLab(smallLab);
  const { lab, store } = made;
  let expected = lab.document;
  let revision = lab.revision;
  const refusals: Problem[] = [];
  for (let number = 0; number < 24; number += 1) {
    const edit = editOf(expected, number);
    const edited = lab.edit(ada, edit);
    await killDuring(edited, number % 8 === 7);
    try {
      ({ revision } = await edited);
      expected = applyEdit(expected, edit);
    } catch (error) {
      refusals.push(toProblem(error));
      if (lab.state.phase === "failed") await lab.restart();
    }
    expect([lab.revision, lab.document]).toEqual([revision, expected]);
  }
  expect(refusals.filter(({ kind }) => kind !== "machine-unavailable")).toEqual([]);
  // Those of which every machine was killed, hardly any other.
  expect(refusals.length).toBeLessThan(8);
  expect(store.loadLab(lab)).toMatchObject({ revision, document: expected });
  await lab.restart();
  await expectKernelIsDocument(lab);
}, 60_000);

/** Now and then what came last goes again, if it did come. */
function editOf({ topology }: Document, number: number): Edit {
  const last = `new${number - 1}`;
  if (number % 3 === 2 && topology[last] !== undefined) return { op: "remove", id: last };
  const [id, a, b] = [`new${number}`, `end${number}`, `other${number}`];
  return batch(
    { op: "add", record: newNamespace(id, id, { sysctls: { "net.ipv4.icmp_echo_ignore_all": "1" } }) },
    {
      op: "add",
      record: newVeth(a, b, id, "eth0", { adminState: "up", addresses: [`10.9.${number}.1/24`] }),
    },
    { op: "add", record: newVeth(b, a, "host", b, { adminState: "up" }) },
  );
}
