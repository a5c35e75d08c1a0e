import type { Author } from "../../shared/protocol.ts";
import { openHatch } from "../kernel/hatch.ts";
import type { Machine } from "../kernel/machine.ts";
import type { Lab } from "../lab.ts";
import { log } from "../log.ts";
import type { Terminals } from "../terminals.ts";
import { encodeAnswer } from "./answer.ts";
import { docker, explain } from "./docker.ts";

/** Lets `docker` be typed in the lab, in each of its machines as soon as that one runs. */
export function serveDocker(lab: Lab, terminals: Pick<Terminals, "states">): void {
  let served: Machine | null = null;
  const serve = () => {
    const { machine } = lab;
    if (lab.state.phase !== "running" || machine === null || machine === served) return;
    served = machine;
    openHatch(machine, (request) => answer(lab, terminals, request), told);
  };
  lab.listen((event) => void (event.type === "state" && serve()));
  serve();
}

async function answer(lab: Lab, terminals: Pick<Terminals, "states">, request: Buffer): Promise<Buffer> {
  const [terminal = "", isTerminal, ...words] = request.toString("utf8").split("\0");
  const author = authorOf(lab, terminals, terminal);
  return encodeAnswer(await docker(words, { lab, author, isTerminal: isTerminal === "1" }));
}

/** Who writes in this terminal; of a script and of what a program runs, who began that. */
function authorOf(lab: Lab, { states }: Pick<Terminals, "states">, terminal: string): Author {
  return states.find(({ id }) => id === terminal)?.writer ?? lab.typist;
}

function told(error: unknown): Buffer {
  try {
    return encodeAnswer(explain(error));
  } catch {
    log.error({ err: error }, "docker failed");
    return encodeAnswer({ stderr: "docker: this failed in the server, whose log says why\n", exitCode: 1 });
  }
}
