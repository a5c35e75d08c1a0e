import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { changesBetween, editOf } from "../../shared/changes.ts";
import type { Edit } from "../../shared/edit.ts";
import type { Author } from "../../shared/protocol.ts";
import { emptyDocument, type Document } from "../../shared/topology.ts";
import { Lab } from "../lab.ts";
import { canBecomeOthers } from "../kernel/lab-users.ts";
import { differences } from "../observe/differences.ts";
import { Store } from "../store.ts";
import { eventually } from "./eventually.ts";

export const ada: Author = { id: "ada", name: "Ada" };
export const bob: Author = { id: "bob", name: "Bob" };

let machines = 0;

/** Who a test's lab machine runs as: nobody else's user where the tests may give one. */
export function labUid(): number | null {
  machines += 1;
  return canBecomeOthers ? 2_100_000_000 + process.pid * 100 + (machines % 100) : null;
}

export interface TestLab extends AsyncDisposable {
  readonly lab: Lab;
  readonly store: Store;
  readonly folder: string;
  readonly uid: number | null;
}

/** A lab that runs, with a store of its own in a temporary folder. */
export async function testLab(document: Document = emptyDocument): Promise<TestLab> {
  const folder = temporaryFolder();
  const store = new Store(folder);
  const uid = labUid();
  const lab = new Lab(store.createLab("lab", "A lab", document, Date.now()), store, uid);
  await lab.ready();
  return {
    lab,
    store,
    folder,
    uid,
    [Symbol.asyncDispose]: async () => {
      await lab.close();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "vethlab-test-"));
}

/** The kernel is what the document says. What the kernel does by itself may lag a little behind. */
export async function expectKernelIsDocument(lab: Lab): Promise<void> {
  await eventually(async () => {
    const observed = await lab.readObserved();
    expect(differences(lab.document.topology, observed)).toEqual({ changes: {}, unknown: [] });
  }, 2000);
}

/** The edit that draws all this in an empty lab. */
export function drawing(document: Document): Edit {
  return editOf(changesBetween(emptyDocument, document));
}
