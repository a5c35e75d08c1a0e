import * as fc from "fast-check";
import { randomMoveGroup, type MoveGroup } from "../../../shared/testing/random-edits.ts";

/** How often each is done, of a hundred or so. */
const weights = {
  edit: 55,
  "stale edit": 5,
  "two edits at once": 8,
  undo: 12,
  redo: 6,
  hello: 2,
  leave: 2,
  "edit and leave": 2,
  "by hand": 6,
  restore: 5,
  restart: 1,
  "server restart": 1,
};

/** What one of two people does; the numbers choose among what is there. */
export interface Act {
  readonly kind: keyof typeof weights;
  readonly who: 0 | 1;
  readonly choices: readonly [number, number, number];
  readonly moves: MoveGroup;
  readonly otherMoves: MoveGroup;
}

const choice = fc.nat(9999);
export const randomAct: fc.Arbitrary<Act> = fc.record({
  kind: fc.oneof(
    ...Object.entries(weights).map(([kind, weight]) => ({
      weight,
      arbitrary: fc.constant(kind as Act["kind"]),
    })),
  ),
  who: fc.constantFrom(0, 1),
  choices: fc.tuple(choice, choice, choice),
  moves: randomMoveGroup,
  otherMoves: randomMoveGroup,
});
