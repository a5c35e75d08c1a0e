import { isMap, isNode, LineCounter, parseDocument, visit, type Document } from "yaml";
import { messageOf, ProblemError } from "../../shared/errors.ts";
import type { Place } from "./draft.ts";

type Path = readonly (string | number)[];

/** An alias may not make more than this of a file (a billion laughs). */
const maxAliasCount = 100;

/** A YAML file as plain data, and where each part of it stands. */
export class YamlFile {
  readonly name: string;
  readonly data: unknown;
  readonly #document: Document;
  readonly #lines = new LineCounter();

  /** @throws ProblemError "malformed" */
  constructor(name: string, text: string) {
    this.name = name;
    try {
      // Not its own look for equal keys, which compares each with each.
      this.#document = parseDocument(text, { lineCounter: this.#lines, uniqueKeys: false, merge: true });
      const [error] = this.#document.errors;
      if (error !== undefined) throw error;
      refuseEqualKeys(this.#document);
      this.data = this.#document.toJS({ maxAliasCount });
    } catch (error) {
      throw new ProblemError(
        {
          kind: "malformed",
          code: "not-yaml",
          detail: `${name} is not YAML: ${messageOf(error).split("\n")[0]}`,
        },
        error,
      );
    }
  }

  /** With what stands there, where that is short. */
  place(path: Path): Place {
    const value = path.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), this.data);
    const words = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`)).join("");
    const shown = ["string", "number", "boolean"].includes(typeof value) ? `: ${String(value)}` : "";
    return {
      file: this.name,
      line: this.#line(path),
      text: `${words.replace(/^\./, "")}${shown}`.slice(0, 200),
    };
  }

  #line(path: Path): number | null {
    const node = this.#document.getIn(path, true);
    const start = isNode(node) ? node.range?.[0] : undefined;
    return start === undefined ? null : this.#lines.linePos(start).line;
  }
}

function refuseEqualKeys(document: Document): void {
  visit(document, {
    Map: (_key, map) => {
      if (!isMap(map)) return;
      const keys = map.items.map(({ key }) => String(key)).filter((key) => key !== "<<");
      if (new Set(keys).size < keys.length) throw new Error("a key stands twice in one map");
    },
  });
}

export function isRecord(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === "object" && value !== null;
}
