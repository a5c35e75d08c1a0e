import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { changesBetween, editOf } from "../../shared/changes.ts";
import type { Edit } from "../../shared/edit.ts";
import type { Author } from "../../shared/protocol.ts";
import { emptyDocument, isInterface, newRoute, recordsOfKind, type Document } from "../../shared/topology.ts";
import { applyEdit } from "../../shared/apply-edit.ts";
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

/** What was done by hand is in the document; in the kernel beside it is only what no record can say. */
export async function expectFollowed(lab: Lab): Promise<void> {
  await eventually(async () => {
    const observed = await lab.readObserved();
    const { changes, unknown } = differences(lab.document.topology, observed);
    expect(changes).toEqual({});
    const sayable = unknown.filter((what) =>
      what.startsWith("interface")
        ? isDrawable(what, lab)
        : /^(firewall|rule) /.test(what) || !isUnsayable(what, lab),
    );
    expect(sayable).toEqual([]);
  }, 3000);
}

/** A bridge, or a pair of which both ends are to be seen. */
function isDrawable(what: string, { observed: { namespaces } }: Lab): boolean {
  const [, namespace = "", name = ""] = /^interface (\S+)\/(\S+)$/.exec(what) ?? [];
  const seen = namespaces[namespace]?.interfaces[name];
  const { namespace: elsewhere = null, ifindex } = seen?.peer ?? {};
  const there = Object.values(namespaces[elsewhere ?? ""]?.interfaces ?? {});
  return (
    seen?.kind === "bridge" || (seen?.kind === "veth" && there.some((other) => other.ifindex === ifindex))
  );
}

/** A route that leaves by lo, or to a gateway that is nowhere near. */
function isUnsayable(what: string, { document, observed }: Lab): boolean {
  const [, name = "", destination = ""] = /^route (\S+) (\S+)$/.exec(what) ?? [];
  const namespace = [...recordsOfKind(document.topology, "namespace")].find((record) => record.name === name);
  const routes = observed.namespaces[name]?.routes.filter((route) => route.destination === destination) ?? [];
  return routes.every((route) => {
    const out = Object.values(document.topology).find(
      (record) =>
        isInterface(record) && record.namespace === namespace?.id && record.name === route.interface,
    );
    if (namespace === undefined || out === undefined || route.flags.includes("onlink")) return true;
    const { gateway, metric, table } = route;
    const record = newRoute("unsaid", namespace.id, destination, {
      gateway,
      metric,
      table,
      interface: out.id,
    });
    try {
      applyEdit(document, { op: "add", record });
      return false;
    } catch {
      return true;
    }
  });
}

/** The edit that draws all this in an empty lab. */
export function drawing(document: Document): Edit {
  return editOf(changesBetween(emptyDocument, document));
}
