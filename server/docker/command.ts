import type { Author } from "../../shared/protocol.ts";
import type { Lab } from "../lab.ts";
import type { Answer } from "./answer.ts";
import type { Options, Words } from "./words.ts";

/** What somebody typed after `docker`, and where. */
export interface Call {
  readonly lab: Lab;
  readonly author: Author;
  readonly words: Words;
  /** Is it a terminal that it was typed in? */
  readonly isTerminal: boolean;
}

export interface Command {
  /** What follows its name, as Docker's own help has it. */
  readonly usage: string;
  readonly options: Options;
  /** Words beside the options that it needs at least. */
  readonly needs: number;
  readonly endsAtWord?: boolean;
  readonly run: (call: Call) => Answer | Promise<Answer>;
}

export type Commands = Readonly<Record<string, Command>>;
