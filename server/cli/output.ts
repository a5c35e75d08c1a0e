/** What a command answers: for people, or with --json for programs. */
export class Output {
  readonly #isJson: boolean;

  constructor(isJson: boolean) {
    this.#isJson = isJson;
  }

  tell(value: unknown, text: string): void {
    if (this.#isJson) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    else if (text !== "") process.stdout.write(`${text}\n`);
  }
}

/** Beside the answer: what is wrong, or was left out. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
