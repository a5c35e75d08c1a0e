import * as fc from "fast-check";
import { randomDocument } from "../../../shared/testing/random-edits.ts";
import { doAct } from "./acts.ts";
import { randomAct } from "./random-act.ts";
import { closeScene, expectAgreement, expectSettings, openScene, present } from "./scene.ts";

/** Acts between two looks at everything. */
const actsBetweenLooks = 4;

/**
 * Two browsers draw, undo and redo at random in one lab, each knowing only what its own socket tells it; they leave and
 * come back, and now and then something is done by hand, or the lab or the server is started anew. Whenever nothing is
 * going on, both know what the server knows, and the kernel, asked with `ip`, is what the drawing says.
 */
export async function expectWalk(seed: number, steps: number): Promise<void> {
  const [drawn] = fc.sample(randomDocument, { seed, numRuns: 1 });
  const scene = await openScene(drawn);
  try {
    for (const [index, act] of fc.sample(randomAct, { seed, numRuns: steps }).entries()) {
      await doAct(scene, act);
      if (index % actsBetweenLooks === actsBetweenLooks - 1) await expectAgreement(scene);
    }
    const [ada] = [await present(scene, 0), await present(scene, 1)];
    await expectAgreement(scene);
    await expectSettings(scene, ada.document.topology);
  } catch (error) {
    const words = error instanceof Error ? error.message : "";
    const trace = [`seed ${seed}, after ${scene.done.length} acts:`, ...scene.done.slice(-20)].join("\n  ");
    throw new Error(`${trace}\n${words}`, { cause: error });
  } finally {
    await closeScene(scene);
  }
}
