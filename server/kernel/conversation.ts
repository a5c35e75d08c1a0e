import { startProgram } from "./program.ts";

/** The program at the other end is gone: whatever was asked has no answer. */
class ConversationEnded extends Error {
  override readonly name = "ConversationEnded";
  override readonly message = "the program that runs the lab's commands was ended";
}

interface Question {
  readonly isEnd: (line: string) => boolean;
  readonly lines: string[];
  readonly resolve: (lines: string[]) => void;
  readonly reject: (reason: ConversationEnded) => void;
}

/**
 * A long-lived program that answers questions in order, line by line. Questions may be asked before earlier ones are
 * answered; they wait in the pipe.
 */
export class Conversation {
  readonly #process;
  readonly #questions: Question[] = [];
  #rest = "";
  #ended = false;

  constructor(argv: readonly [string, ...string[]]) {
    const [file, ...args] = argv;
    this.#process = startProgram(file, args, {
      stdin: "pipe",
      stdout: "pipe",
      stderr: "ignore",
      buffer: false,
    });
    this.#process.stdout.setEncoding("utf8");
    this.#process.stdout.on("data", (text: string) => this.#hear(text));
    // A write after the program's death is reported by its end, below.
    this.#process.stdin.on("error", () => undefined);
    void this.#process.then(() => this.#end());
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Resolves with the lines up to the one that `isEnd` accepts, that one included. Rejects with ConversationEnded. */
  ask(text: string, isEnd: (line: string) => boolean): Promise<string[]> {
    if (this.#ended) return Promise.reject(new ConversationEnded());
    return new Promise((resolve, reject) => {
      this.#questions.push({ isEnd, lines: [], resolve, reject });
      this.#write(text);
    });
  }

  /** Ends the program; open questions are rejected. */
  close(): void {
    this.#process.kill("SIGKILL");
    this.#end();
  }

  /** Questions asked together go out in one write: for a large lab there are hundreds. */
  #write(text: string): void {
    const { stdin } = this.#process;
    if (stdin.writableCorked === 0) {
      stdin.cork();
      process.nextTick(() => stdin.uncork());
    }
    stdin.write(text);
  }

  #hear(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      const [question] = this.#questions;
      if (question === undefined) continue;
      question.lines.push(line);
      if (!question.isEnd(line)) continue;
      this.#questions.shift();
      question.resolve(question.lines);
    }
  }

  #end(): void {
    this.#ended = true;
    for (const question of this.#questions.splice(0)) question.reject(new ConversationEnded());
  }
}
