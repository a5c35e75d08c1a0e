import { expect } from "vitest";
import { batch } from "../../../shared/edit.ts";
import { hostId } from "../../../shared/names.ts";
import type { Observed } from "../../../shared/observed.ts";
import { namespaceSysctls } from "../../../shared/testing/random-edits.ts";
import { recordsOfKind, type Document, type Topology } from "../../../shared/topology.ts";
import { differences } from "../../observe/differences.ts";
import { askKernel, type Asked, comparable, typeInLab } from "../ask-kernel.ts";
import { eventually } from "../eventually.ts";
import { LabCopy } from "../lab-copy.ts";
import { LabSocket } from "../lab-socket.ts";
import { temporaryFolder } from "../labs.ts";
import { startServer, type TestServer } from "../server.ts";

/** Ada or Bob. */
export type Who = 0 | 1;
export const authors = ["ada", "bob"] as const;

/** What a walk goes on in. */
export interface Scene {
  server: TestServer;
  readonly data: string;
  readonly lab: string;
  /** null: away. */
  readonly copies: [LabCopy | null, LabCopy | null];
  /** The lab's, as those were told who changed it. */
  revision: number;
  past: readonly { readonly revision: number; readonly document: Document }[];
  /** In words, for whoever has to find out what went wrong. */
  readonly done: string[];
}

export async function openScene(drawn: Document | undefined): Promise<Scene> {
  const data = temporaryFolder();
  const server = await startServer({ data });
  const body = { name: "Walk", ...(drawn === undefined ? {} : { topology: drawn.topology }) };
  const { json } = await server.call("POST", "/api/labs", { body });
  return {
    server,
    data,
    lab: String(json.id),
    copies: [null, null],
    revision: 0,
    past: [],
    done: [],
  };
}

export async function closeScene({ copies, server }: Scene): Promise<void> {
  for (const copy of copies) await copy?.socket[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
}

/** Somebody's copy: back if they were away, and told of all that was done. */
export async function present(scene: Scene, who: Who): Promise<LabCopy> {
  const copy = scene.copies[who] ?? new LabCopy(await LabSocket.join(scene.server, scene.lab, authors[who]));
  scene.copies[who] = copy;
  await eventually(() => expect(copy.catchUp().revision).toBe(scene.revision));
  return copy;
}

/** What a program outside is told: of the lab, or of what there is in it. */
export async function read<T>({ server, lab }: Scene, path: "" | "/observed"): Promise<T> {
  const answer = await server.call("GET", `/api/labs/${lab}${path}`);
  expect(answer.status === 200 ? "" : answer.text).toBe("");
  return answer.json as T;
}

/** Everybody who is there knows what the server knows, and that is what there is. */
export async function expectAgreement(scene: Scene): Promise<void> {
  await eventually(async () => {
    const { topology, layout, revision } = await read<Document & { revision: number }>(scene, "");
    const asked = await askKernel(scene.server, scene.lab, topology);
    const observed = await read<Observed>(scene, "/observed");
    expect(revision).toBe(scene.revision);
    for (const copy of scene.copies) {
      if (copy === null) continue;
      // Changes nothing; its answer comes after all that was told before.
      await copy.socket.edit(batch(), copy.revision);
      copy.catchUp();
      expect({ ...copy.document, revision: copy.revision }).toEqual({ topology, layout, revision });
      expect(copy.observed).toEqual(observed);
      expect(copy.state).toEqual({ phase: "running", refused: [] });
    }
    expect(asked).toEqual(comparable(observed));
    const right = { changes: {}, unknown: [] };
    expect(differences(topology, withRest(asked, observed))).toEqual(right);
    expect(differences(topology, observed)).toEqual(right);
  }, 30_000);
}

/** `ip` says nothing of firewalls, nor where the other end of a link is; rules are compared elsewhere. */
function withRest(asked: Asked, { namespaces }: Observed): Observed {
  const entries = Object.entries(asked).map(([name, seen]) => {
    const { interfaces: known = {}, tables = [], rules = [] } = namespaces[name] ?? {};
    const interfaces = Object.entries(seen.interfaces).map(
      ([device, each]) => [device, { ...each, peer: known[device]?.peer ?? null }] as const,
    );
    return [name, { ...seen, interfaces: Object.fromEntries(interfaces), tables, rules }] as const;
  });
  return { namespaces: Object.fromEntries(entries) };
}

/** What is not drawn is as a new namespace has it. */
export async function expectSettings({ server, lab }: Scene, topology: Topology): Promise<void> {
  const askIn = async (before: string) => {
    const answer = await typeInLab(server, lab, `${before} sysctl -n ${namespaceSysctls.join(" ")}`);
    return answer.replaceAll("\t", " ").trim().split("\n");
  };
  const born = await askIn("unshare -n");
  for (const { id, name, sysctls: drawn } of recordsOfKind(topology, "namespace")) {
    const has = await askIn(id === hostId ? "" : `ip netns exec '${name}'`);
    expect({ name, has }).toEqual({
      name,
      has: namespaceSysctls.map((key, index) => drawn[key] ?? born[index]),
    });
  }
}
