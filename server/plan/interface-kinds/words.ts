import type { Step, StepReason } from "../../../shared/step.ts";

/** How ip-link(8) says what only this kind of interface has. */
export interface KindWords<Fields> {
  /**
   * What follows `type KIND` for a new one.
   *
   * @param lower  what its lower interface is called; null without one
   */
  readonly made: (record: Fields, lower: string | null) => readonly string[];
  /** What follows `type KIND` to change one in place; null when it has to be made anew. */
  readonly changed: (before: Fields, after: Fields) => readonly string[] | null;
  /** Is the lower interface told before the type (`link eth0`)? Else it is among the words after it. */
  readonly hasLink: boolean;
  /** Is it made by a program outside of the lab, and not by ip-link(8)? */
  readonly isMadeOutside?: true;
  /** Commands beside those of ip-link(8), after the interface is made or changed. */
  readonly others?: (before: Fields | null, after: Fields) => readonly OtherCommand[];
}

/** No interface of this kind can be changed in place. */
export const neverInPlace = () => null;

export interface OtherCommand {
  readonly tool: Step["tool"];
  readonly argv: readonly string[];
  readonly secret?: string;
  readonly reason: StepReason;
}
