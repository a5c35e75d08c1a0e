import { DockerError } from "./answer.ts";

/** An option as it is written: `--name`, `-p`. Others mean the same as the one they are of. */
export interface Option {
  readonly short?: string;
  readonly also?: string;
  /** What its value is called; without one it has none. */
  readonly value?: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What was written, option by option, and the words beside them. */
export class Words {
  readonly #values: ReadonlyMap<string, readonly string[]>;
  readonly rest: readonly string[];

  constructor(values: ReadonlyMap<string, readonly string[]>, rest: readonly string[]) {
    this.#values = values;
    this.rest = rest;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** The last one counts. */
  one(name: string): string | undefined {
    return this.all(name).at(-1);
  }
}

interface Form {
  /** As people know it: `docker run`. */
  readonly name: string;
  readonly options: Options;
  /** Is what follows the first word somebody else's? */
  readonly endsAtWord: boolean;
}

/** @throws DockerError */
export function parseWords(words: readonly string[], form: Form): Words {
  const rest: string[] = [];
  const parser = new Parser(words, form);
  for (let word = parser.next(); word !== undefined; word = parser.next()) {
    if (word === "--") break;
    if (word.startsWith("--")) parser.long(word);
    else if (word.startsWith("-") && word.length > 1) parser.short(word);
    else {
      rest.push(word);
      if (form.endsAtWord) break;
    }
  }
  return new Words(parser.values, [...rest, ...parser.left]);
}

class Parser {
  readonly values = new Map<string, string[]>();
  readonly left: string[];
  readonly #form: Form;

  constructor(words: readonly string[], form: Form) {
    this.left = [...words];
    this.#form = form;
  }

  next(): string | undefined {
    return this.left.shift();
  }

  /** `--name`, `--name=VALUE`, or `--name` and its value in the next word. */
  long(word: string): void {
    const [, name = "", inline] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    const options = Object.entries(this.#form.options);
    const found = options.find(([own, { also }]) => own === name || also === name);
    this.#take(`--${name}`, found, inline);
  }

  /** `-itd`, the last of which may have its value behind it or in the next word. */
  short(word: string): void {
    for (let letters = word.slice(1); letters !== ""; letters = letters.slice(1)) {
      const letter = letters.charAt(0);
      const behind = letters.slice(1);
      const found = Object.entries(this.#form.options).find(([, option]) => option.short === letter);
      const isSwitch = found?.[1].value === undefined;
      const hasInline = behind !== "" && (!isSwitch || behind.startsWith("="));
      this.#take(`-${letter}`, found, hasInline ? behind.replace(/^=/, "") : undefined);
      if (hasInline || !isSwitch) return;
    }
  }

  #take(written: string, found: readonly [string, Option] | undefined, inline: string | undefined): void {
    if (found === undefined) throw unknownOption(written, this.#form);
    const [name, { value }] = found;
    if (value === undefined && inline !== undefined && inline !== "true")
      throw new DockerError(`${written} has no value`, 125);
    const given = value === undefined ? "" : (inline ?? this.left.shift());
    if (given === undefined) throw new DockerError(`${written} needs a ${value}`, 125);
    this.values.set(name, [...(this.values.get(name) ?? []), given]);
  }
}

function unknownOption(written: string, { name, options }: Form): DockerError {
  const known = Object.entries(options).map(([own, { short, value }]) =>
    [short === undefined ? `--${own}` : `-${short}, --${own}`, value].filter(Boolean).join(" "),
  );
  const there = known.length === 0 ? "no options" : known.join("; ");
  return new DockerError(`unknown option ${written}; "${name}" has ${there} in a lab`, 125);
}
