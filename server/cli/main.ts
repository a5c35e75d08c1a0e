import { Command, InvalidArgumentError } from "commander";
import { messageOf, ProblemError } from "../../shared/errors.ts";
import type { LabSummary } from "../../shared/protocol.ts";
import { buildInfo } from "../build-info.ts";
import { defaultPort } from "../config.ts";
import { apply } from "./apply.ts";
import { Client } from "./client.ts";
import { Output, say } from "./output.ts";
import { exec, ping } from "./run.ts";

/** Wrong words on the command line; what was asked for and failed is 1, or the exit code of the command that ran. */
const usageError = 2;

/** The vethlab command: what the HTTP API does, from a shell. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command("vethlab")
    .description("Draw Linux networks that are real: this speaks to a Vethlab server that runs.")
    .version(buildInfo.version)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : usageError))
    // What comes after a namespace is another program's.
    .enablePositionalOptions();
  program
    .command("serve")
    .description("start a server: the same as npm start, with its options (serve --help)");
  const add = (name: string, description: string, act: Act) =>
    program
      .command(name)
      .copyInheritedSettings(program)
      .description(description)
      .option(
        "--url <url>",
        "where the server is",
        process.env["VETHLAB_URL"] ?? `http://127.0.0.1:${defaultPort}`,
      )
      .option("--token <text>", "what opens it (default: $VETHLAB_TOKEN)")
      .option("--json", "answer as JSON", false)
      .action(async (...words: unknown[]) => {
        // Behind the words come the options, and the command itself.
        process.exitCode = await attempt(words.at(-2) as Common, words.slice(0, -2), act);
      });

  add("ls", "list the labs", list);
  withLab(
    add(
      "apply <file...>",
      "make a lab of a file: a lab's own (.json), a containerlab topology, a Kathará lab, a netpen file; run a script (.sh) in a lab",
      (client, options, [files]) => apply(client, files as string[], options, new Output(options.json)),
    ),
  ).option("--name <name>", "what the lab is to be called");
  withLab(add("export", "print a lab", print))
    .option("--format <format>", `one of ${formats.join(", ")}`, toFormat, "json")
    .option("--language <language>", "of a script: en or zh", "en");
  withLab(
    add(
      "exec <namespace> <command...>",
      "run a command in a namespace: vethlab exec ns1 -- ip address",
      runCommand,
    ),
  )
    .option("--timeout <ms>", "end it after so long", toNumber, 60_000)
    .passThroughOptions();
  withLab(add("ping <from> <to>", "ping from a namespace to another, or to an address", runPing))
    .option("-c, --count <number>", "packets", toNumber, 4)
    .option("-i, --interval <ms>", "between two of them", toNumber, 1000);
  await program.parseAsync([...argv], { from: "user" });
}

interface Common {
  readonly url: string;
  readonly token?: string;
  readonly lab?: string;
  readonly name?: string;
  readonly json: boolean;
  readonly format?: Format;
  readonly language?: string;
  readonly timeout?: number;
  readonly count?: number;
  readonly interval?: number;
}

type Act = (client: Client, options: Common, words: readonly unknown[]) => Promise<number>;

function withLab(command: Command): Command {
  return command.option("-l, --lab <id or name>", "which lab; not needed where there is only one");
}

async function attempt(options: Common, words: readonly unknown[], act: Act): Promise<number> {
  const token = options.token ?? process.env["VETHLAB_TOKEN"] ?? "";
  try {
    return await act(new Client({ url: options.url, token }), options, words);
  } catch (error) {
    const problem = error instanceof ProblemError ? error.problem : null;
    if (options.json && problem !== null) new Output(true).tell(problem, "");
    say(`vethlab: ${messageOf(error)}`);
    if (problem?.kind === "unauthorized")
      say("Give its token with --token or VETHLAB_TOKEN; the server printed it.");
    if (problem?.output !== undefined) say(problem.output);
    return 1;
  }
}

const list: Act = async (client, { json }) => {
  const { labs } = await client.call<{ labs: readonly LabSummary[] }>("GET", "/api/labs");
  const rows = labs.map(({ id, name, namespaces, bridges, links, state }) =>
    [id, state.phase.padEnd(8), `${namespaces} namespaces, ${bridges} bridges, ${links} links`, name].join(
      "  ",
    ),
  );
  new Output(json).tell(labs, rows.join("\n"));
  return 0;
};

const print: Act = async (client, { lab, format = "json", language = "en" }) => {
  const { id } = await client.lab(lab);
  const paths: Readonly<Record<Format, string>> = {
    json: "file",
    script: `script?language=${encodeURIComponent(language)}`,
    containerlab: "export?format=containerlab",
    mermaid: "export?format=mermaid",
  };
  const text = await client.text("GET", `/api/labs/${id}/${paths[format]}`);
  process.stdout.write(format === "json" ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : text);
  return 0;
};

const runCommand: Act = async (client, { lab, json, timeout = 60_000 }, [namespace, argv]) => {
  const { id } = await client.lab(lab);
  const [first, ...others] = argv as string[];
  const words = first === "--" ? others : (argv as string[]);
  const request = { namespace: namespace as string, argv: words, timeoutMs: timeout };
  return exec(client, id, request, json, new Output(json));
};

const runPing: Act = async (client, { lab, json, count = 4, interval = 1000 }, [from, to]) => {
  const { id } = await client.lab(lab);
  const request = { from: from as string, to: to as string, count, intervalMs: interval };
  return ping(client, id, request, new Output(json));
};

const formats = ["json", "script", "containerlab", "mermaid"] as const;
type Format = (typeof formats)[number];

function toFormat(text: string): Format {
  const found = formats.find((format) => format === text);
  if (found === undefined) throw new InvalidArgumentError(`one of ${formats.join(", ")}`);
  return found;
}

function toNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("a whole number");
  return Number(text);
}
