import { DockerError } from "./answer.ts";

/**
 * A template of Go's text/template, as far as tutorials use it with `docker inspect -f`: `{{.State.Pid}}`,
 * `{{json .NetworkSettings}}`, and `{{range .NetworkSettings.Networks}}…{{end}}`, whose keys are `{{$name}}` after
 * `{{range $name, $value := …}}`.
 *
 * @throws DockerError
 */
export function fillTemplate(template: string, data: unknown): string {
  const parts = template.split(/\{\{-?\s*(.*?)\s*-?\}\}/s);
  const { text, at } = fill(parts, 0, data, {});
  if (at < parts.length) throw new DockerError(`template: {{${parts[at]}}} ends nothing`);
  return text;
}

type Variables = Readonly<Record<string, unknown>>;

/** Even parts are text, odd ones what stands in braces. `at` is where it stopped: behind the end, or at an end. */
function fill(parts: readonly string[], from: number, data: unknown, variables: Variables) {
  let text = parts[from] ?? "";
  let at = from + 1;
  for (; at < parts.length && parts[at] !== "end"; at += 2) {
    const action = parts[at] ?? "";
    const [, names, path] = /^range\s+(?:((?:\$\w+\s*,\s*)?\$\w+)\s*:=\s*)?(\S+)$/.exec(action) ?? [];
    if (path === undefined) {
      text += valueText(action, data, variables) + (parts[at + 1] ?? "");
      continue;
    }
    const list = lookUp(path, data, variables);
    const each: [string, unknown][] = typeof list === "object" && list !== null ? Object.entries(list) : [];
    const [last = "", key = ""] = names?.split(/\s*,\s*/).reverse() ?? [];
    let end = skip(parts, at + 1);
    for (const [name, value] of each) {
      const filled = fill(parts, at + 1, value, { ...variables, [key]: name, [last]: value });
      text += filled.text;
      end = filled.at;
    }
    if (end >= parts.length) throw new DockerError(`template: {{${action}}} has no {{end}}`);
    at = end;
    text += parts[at + 1] ?? "";
  }
  return { text, at };
}

/** The end of what begins here, in which nothing is to be filled. */
function skip(parts: readonly string[], from: number): number {
  let depth = 0;
  for (let at = from + 1; at < parts.length; at += 2) {
    if (parts[at] === "end" && depth === 0) return at;
    if (parts[at] === "end") depth -= 1;
    else if (parts[at]?.startsWith("range ") === true) depth += 1;
  }
  return parts.length;
}

function valueText(action: string, data: unknown, variables: Variables): string {
  const [, isJson, path] = /^(?:(json)\s+)?([.$][\w.$]*)$/.exec(action) ?? [];
  if (path === undefined)
    throw new DockerError(
      `template: {{${action}}} is not known in a lab; there are {{.A.B}}, {{json .A}} and {{range .A}}`,
    );
  const value = lookUp(path, data, variables);
  if (isJson !== undefined) return JSON.stringify(value ?? null);
  if (value === undefined || value === null) return "<no value>";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function lookUp(path: string, data: unknown, variables: Variables): unknown {
  const [, variable, steps = ""] = /^(\$\w+)?(.*)$/.exec(path) ?? [];
  let value = variable === undefined ? data : variables[variable];
  for (const name of steps.split(".").filter((part) => part !== "")) {
    const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, name);
    value = isThere ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return value;
}
