import { expect } from "vitest";
import { applyEdit } from "../../../shared/apply-edit.ts";
import type { ErrorKind } from "../../../shared/errors.ts";
import { toEdit, type MoveGroup } from "../../../shared/testing/random-edits.ts";
import { typeInLab } from "../ask-kernel.ts";
import type { LabCopy } from "../lab-copy.ts";
import type { Acknowledged, Refusal } from "../lab-socket.ts";
import { startServer } from "../server.ts";
import { handMove } from "./hand-move.ts";
import type { Act } from "./random-act.ts";
import { authors, expectAgreement, present, read, type Scene, type Who } from "./scene.ts";

type Answer = Acknowledged | Refusal;

/** Revisions back that a stale edit is made on, at most. */
const rememberedRevisions = 5;

export async function doAct(scene: Scene, act: Act): Promise<void> {
  const me = await present(scene, act.who);
  const { revision, document } = me;
  const earlier = scene.past.filter((one) => one.revision !== revision);
  scene.past = [...earlier.slice(1 - rememberedRevisions), { revision, document }];
  const at = scene.done.push(`${scene.done.length} ${authors[act.who]}: ${act.kind}`) - 1;
  scene.done[at] += `: ${await acts[act.kind](scene, me, act)}`;
}

/** Each does it, and says in words what came of it. */
const acts: Readonly<Record<Act["kind"], (scene: Scene, me: LabCopy, act: Act) => Promise<string>>> = {
  edit: (scene, me, { moves }) => edit(scene, me, moves),
  "stale edit": (scene, me, { moves, choices }) => editThePast(scene, me, moves, choices[0]),
  "two edits at once": editAtOnce,
  undo: (scene, me) => takeBack(scene, me, "undo"),
  redo: (scene, me) => takeBack(scene, me, "redo"),
  hello: (_scene, me, { who }) => sayHello(me, who),
  leave: (scene, me, { who }) => leave(scene, me, who),
  "edit and leave": editAndLeave,
  "by hand": (scene, me, { choices }) => doByHand(scene, me, choices),
  restore,
  restart,
  "server restart": (scene, _me, { choices }) => restartServer(scene, choices[0] % 2 === 0 ? "stop" : "kill"),
};

async function edit(scene: Scene, me: LabCopy, moves: MoveGroup): Promise<string> {
  const { document, revision } = me;
  const drawn = toEdit(document, moves);
  const answer = await me.socket.edit(drawn, revision);
  me.catchUp();
  if (answer.ok) {
    expect(me.document).toEqual(applyEdit(document, drawn));
    scene.revision = answer.revision;
  } else {
    expectRefusal(answer, "invalid-edit", "kernel-refused");
    expect(me.document).toEqual(document);
  }
  return wordsOf(answer);
}

async function editThePast(scene: Scene, me: LabCopy, moves: MoveGroup, choice: number): Promise<string> {
  const { revision, document } = scene.past[choice % scene.past.length] ?? me;
  if (revision === scene.revision) return edit(scene, me, moves);
  const answer = await me.socket.edit(toEdit(document, moves), revision);
  expect(answer).toMatchObject({ ok: false, problem: { kind: "stale", revision: scene.revision } });
  return `on ${revision}, ${wordsOf(answer)}`;
}

/** The second is sent while the first is under way: it is stale, unless the first changes nothing. */
async function editAtOnce(scene: Scene, me: LabCopy, { who, moves, otherMoves }: Act): Promise<string> {
  const other = await present(scene, who === 0 ? 1 : 0);
  const { document, revision } = me;
  const first = me.socket.edit(toEdit(document, moves), revision);
  await me.socket.arrived();
  const second = other.socket.edit(toEdit(document, otherMoves), revision);
  // Looking on meanwhile does no harm.
  const [one, two] = await Promise.all([first, second, read(scene, "/observed")]);
  for (const answer of [one, two]) {
    if (answer.ok) scene.revision = answer.revision;
    else expectRefusal(answer, "invalid-edit", "kernel-refused", "stale");
  }
  const isFirstIn = one.ok && one.revision > revision;
  expect(!two.ok && two.problem.kind === "stale").toBe(isFirstIn);
  return `${wordsOf(one)} and ${wordsOf(two)}`;
}

async function takeBack(scene: Scene, me: LabCopy, type: "undo" | "redo"): Promise<string> {
  const { document, history } = me;
  const can = type === "undo" ? history.canUndo : history.canRedo;
  const answer = await me.socket.ask({ type });
  me.catchUp();
  if (answer.ok) {
    expect([can, answer.revision]).toEqual([true, scene.revision + 1]);
    scene.revision = answer.revision;
  } else {
    expectRefusal(answer, "undo-impossible", "kernel-refused");
    expect(answer.problem.code === `nothing-to-${type}`).toBe(!can);
    expect(me.document).toEqual(document);
  }
  return wordsOf(answer);
}

async function sayHello({ socket }: LabCopy, who: Who): Promise<string> {
  const before = socket.of("welcome").length;
  socket.send({ type: "hello", author: { id: authors[who], name: authors[who] } });
  await socket.until(() => socket.of("welcome").length > before);
  return "welcomed";
}

async function leave({ copies }: Scene, { socket }: LabCopy, who: Who): Promise<string> {
  await socket[Symbol.asyncDispose]();
  copies[who] = null;
  return "gone";
}

/** Whether it was accepted only the others hear. */
async function editAndLeave(scene: Scene, me: LabCopy, { who, moves }: Act): Promise<string> {
  const last = { type: "edit", request: "last", edit: toEdit(me.document, moves) } as const;
  me.socket.send({ ...last, baseRevision: me.revision });
  await me.socket.leave();
  scene.copies[who] = null;
  // What is asked of the lab waits for its turn, after the edit.
  await read(scene, "/observed");
  const { revision } = await read<{ revision: number }>(scene, "");
  expect([scene.revision, scene.revision + 1]).toContain(revision);
  scene.revision = revision;
  return `revision ${revision}`;
}

async function doByHand(scene: Scene, me: LabCopy, choices: Act["choices"]): Promise<string> {
  const command = handMove(me.document.topology, choices);
  await typeInLab(scene.server, scene.lab, command);
  // What comes next is done by somebody who sees it: else the same seed would not do the same again.
  const { revision } = await read<{ revision: number }>(scene, "");
  expect(revision).toBeGreaterThanOrEqual(scene.revision);
  scene.revision = revision;
  return `${command}: revision ${revision}`;
}

async function restore(scene: Scene, me: LabCopy): Promise<string> {
  const answer = await me.socket.ask({ type: "restore", records: [] });
  expect(answer).toMatchObject({ ok: true, revision: scene.revision });
  return asDrawn(scene);
}

async function restart(scene: Scene): Promise<string> {
  const { status } = await scene.server.call("POST", `/api/labs/${scene.lab}/restart`);
  expect(status).toBeLessThan(300);
  return asDrawn(scene);
}

async function restartServer(scene: Scene, how: "stop" | "kill"): Promise<string> {
  await scene.server[how]();
  scene.server = await startServer({ data: scene.data });
  scene.copies.fill(null);
  return `${how}, ${await asDrawn(scene)}`;
}

async function asDrawn(scene: Scene): Promise<string> {
  await expectAgreement(scene);
  return "as drawn";
}

function expectRefusal({ problem }: Refusal, ...kinds: readonly ErrorKind[]): void {
  const allowed: readonly string[] = kinds;
  expect(allowed.includes(problem.kind) ? "" : `${problem.kind}: ${problem.detail}`).toBe("");
}

function wordsOf(answer: Answer): string {
  return answer.ok ? `revision ${answer.revision}` : `${answer.problem.kind} (${answer.problem.detail})`;
}
