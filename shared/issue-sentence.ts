import type * as z from "zod";

export type Issue = z.core.$ZodIssue;

/** What a value must be and is not, for people: what follows its name in a sentence. Rules of ours bring their own words. */
export function predicateOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? `is missing: it must be ${kindOf(issue.expected)}`
        : `must be ${kindOf(issue.expected)}`;
    case "too_small":
      return `must ${measure(issue.origin, "at least", issue.minimum)}`;
    case "too_big":
      return `must ${measure(issue.origin, "at most", issue.maximum)}`;
    case "invalid_value":
      return `must be ${choice(issue.values)}`;
    case "unrecognized_keys":
      return `has fields that it cannot have: leave out ${issue.keys.join(", ").slice(0, 200)}`;
    case "invalid_key":
      return predicateOfKey(issue.issues);
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options)
        ? `must be ${choice(issue.options)}`
        : "has none of the forms that it may have";
    default:
      return issue.message;
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

function kindOf(expected: string): string {
  return kinds[expected] ?? expected;
}

function measure(origin: string, bound: string, limit: number | bigint): string {
  const count = (one: string) => `have ${bound} ${limit} ${Number(limit) === 1 ? one : `${one}s`}`;
  if (origin === "string") return count("character");
  return origin === "array" ? count("item") : `be ${bound} ${limit}`;
}

function choice(values: readonly unknown[]): string {
  const [only, ...others] = values.map((value) => JSON.stringify(value));
  return others.length === 0 ? String(only) : `one of ${[only, ...others].join(", ")}`;
}

function predicateOfKey([issue]: readonly Issue[]): string {
  return issue === undefined ? "is a name that nothing here can have" : predicateOf(issue);
}
