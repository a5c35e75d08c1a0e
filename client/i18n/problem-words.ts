import type { TFunction } from "i18next";
import type { Problem } from "../../shared/errors.ts";
import type { StepReason } from "../../shared/step.ts";
import { en } from "./en.ts";

type ProblemCode = keyof (typeof en)["problems"];

/** What went wrong, why and what to do, in the page's language. */
export interface ProblemWords {
  readonly title: string;
  readonly text: string;
  /** The server's own English sentence, when nothing finer than the kind is known. */
  readonly detail: string | null;
  /** A command that puts it right, to be copied. */
  readonly remedy: string | null;
  /** What the kernel was told and what it said, to the letter. */
  readonly command: string | null;
  readonly output: string | null;
}

export function isProblemCode(code: string | undefined): code is ProblemCode {
  return code !== undefined && Object.hasOwn(en.problems, code);
}

/** The code of "kernel-refused" is the reason of the step that failed. */
function isStepReason(code: string | undefined): code is StepReason {
  return code !== undefined && Object.hasOwn(en.steps, code);
}

export function problemWords(t: TFunction, problem: Problem): ProblemWords {
  const kernel = kernelWords(problem);
  const code = codeOf(problem);
  if (isProblemCode(code)) {
    const parameters = parametersOf(problem);
    const title = t(`problems.${code}.title`, parameters);
    return { title, text: t(`problems.${code}.text`, parameters), detail: null, ...kernel };
  }
  if (problem.kind === "kernel-refused" && isStepReason(problem.code)) {
    const title = t("common.refusedStep", { step: t(`steps.${problem.code}`) });
    return { title, text: t("errors.kernel-refused.text"), detail: null, ...kernel };
  }
  const key = Object.hasOwn(en.errors, problem.kind) ? problem.kind : "internal";
  return {
    title: t(`errors.${key}.title`),
    text: t(`errors.${key}.text`),
    detail: kernel.output === null ? problem.detail : null,
    ...kernel,
  };
}

/** A limit is told in other words where it is one of a text's or a list's length. */
function codeOf({ code, parameters }: Problem): string | undefined {
  const finer = `${code}_${parameters?.["origin"]}`;
  return isProblemCode(finer) ? finer : code;
}

/** Every parameter a text of `problems` names; the compiler says when one is missing here. */
function parametersOf({ parameters = {} }: Problem) {
  const of = (name: string) => String(parameters[name] ?? "");
  return {
    name: of("name"),
    address: of("address"),
    minimum: of("minimum"),
    maximum: of("maximum"),
    destination: of("destination"),
    gateway: of("gateway"),
    bridge: of("bridge"),
    interface: of("interface"),
    type: of("type"),
    namespace: of("namespace"),
    sysctl: of("sysctl"),
    limit: of("limit"),
    keys: of("keys"),
    characters: of("characters"),
    chain: of("chain"),
    priority: of("priority"),
    actions: of("actions"),
  };
}

/** The command of "machine-unavailable" is no cause but the cure. */
function kernelWords(problem: Problem) {
  const command = problem.command ?? null;
  const output = problem.output ?? null;
  const isCure = problem.kind === "machine-unavailable";
  return { command: isCure ? null : command, remedy: isCure ? command : null, output };
}
