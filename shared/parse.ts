import type * as z from "zod";
import { ProblemError, type ErrorKind } from "./errors.ts";
import { predicateOf, type Issue } from "./issue-sentence.ts";

/** What every untrusted input goes through. Throws a ProblemError that names the first field at fault. */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  { kind = "malformed", at = "" }: { kind?: ErrorKind; at?: string } = {},
): z.output<S> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const issue = deepest(result.error.issues);
  const path = [at, ...issue.path.map(String)].filter((part) => part !== "").join(".");
  throw new ProblemError({
    kind,
    code: codeOf(issue),
    detail: `${path === "" ? "this" : path} ${predicateOf(issue)}`,
    path,
    parameters: parametersOf(issue),
  });
}

/** A union reports one branch's complaints inside its own; the innermost names the field. */
function deepest(issues: readonly Issue[]): Issue {
  // That a number is beyond what JavaScript counts says less than the limit of the field itself.
  const first = issues.find((issue) => !(issue.code === "too_big" && issue.origin === "int")) ?? issues[0];
  if (first === undefined) throw new TypeError("a failed parse has an issue");
  if (first.code !== "invalid_union") return first;
  const inner = first.errors.flat()[0];
  return inner === undefined ? first : { ...inner, path: [...first.path, ...inner.path] };
}

/** A rule of ours names its problem in `params.problem`; zod's own issues are told apart by their code. */
function codeOf(issue: Issue): string {
  const problem: unknown = issue.code === "custom" ? issue.params?.["problem"] : undefined;
  return typeof problem === "string" ? problem : issue.code;
}

/**
 * What the words about a problem need: the limit that was passed, of a number or of a length; the fields nobody knows; what
 * a rule of ours names.
 */
function parametersOf(issue: Issue): WordParameters {
  if (issue.code === "too_small") return { minimum: Number(issue.minimum), origin: issue.origin };
  if (issue.code === "too_big") return { maximum: Number(issue.maximum), origin: issue.origin };
  if (issue.code === "unrecognized_keys") return { keys: issue.keys.join(", ").slice(0, 200) };
  return issue.code === "custom" ? ((issue.params?.["parameters"] ?? {}) as WordParameters) : {};
}

type WordParameters = Readonly<Record<string, string | number>>;
