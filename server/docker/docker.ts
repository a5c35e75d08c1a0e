import { ProblemError } from "../../shared/errors.ts";
import type { Author } from "../../shared/protocol.ts";
import type { Lab } from "../lab.ts";
import { DockerError, type Answer } from "./answer.ts";
import type { Commands } from "./command.ts";
import { containerCommands } from "./containers.ts";
import { inspect } from "./inspect.ts";
import { networkCommands } from "./networks.ts";
import { exec, run } from "./run.ts";
import { parseWords } from "./words.ts";

const commands: Commands = { run, exec, ...containerCommands, inspect };

interface Typed {
  readonly lab: Lab;
  readonly author: Author;
  readonly isTerminal: boolean;
}

/** Does what was typed after `docker`. @throws DockerError, ProblemError */
export async function docker([first, ...others]: readonly string[], typed: Typed): Promise<Answer> {
  if (first === "network") return perform("docker network", networkCommands, others, typed);
  return perform("docker", commands, first === undefined ? [] : [first, ...others], typed);
}

/** In one line. @throws what is not to be told anybody */
export function explain(error: unknown): Answer {
  if (error instanceof DockerError) return { stderr: `docker: ${error.message}\n`, exitCode: error.exitCode };
  if (!(error instanceof ProblemError)) throw error;
  const { detail, output } = error.problem;
  const words = output === undefined ? detail : `${detail}: ${output}`;
  return { stderr: `docker: ${words.replaceAll(/\s+/g, " ").trim()}\n`, exitCode: 1 };
}

async function perform(
  family: string,
  known: Commands,
  [verb, ...words]: readonly string[],
  typed: Typed,
): Promise<Answer> {
  const names = Object.keys(known).sort().join(", ") + (family === "docker" ? " and network" : "");
  if (verb === undefined || verb === "help" || verb === "--help")
    return { stdout: `${family}: a lab's containers, by Docker's commands. There are ${names}.\n` };
  const command = Object.hasOwn(known, verb) ? known[verb] : undefined;
  if (command === undefined)
    throw new DockerError(`"${family} ${verb}" is not known in a lab; there are ${names}`);
  const name = `${family} ${verb}`;
  if (words[0] === "--help") return { stdout: `Usage:  ${name} ${command.usage}\n` };
  const parsed = parseWords(words, {
    name,
    options: command.options,
    endsAtWord: command.endsAtWord ?? false,
  });
  if (parsed.rest.length < command.needs)
    throw new DockerError(
      `"${name}" needs ${command.needs} word${command.needs > 1 ? "s" : ""} at least: ${name} ${command.usage}`,
      125,
    );
  return command.run({ ...typed, words: parsed });
}
