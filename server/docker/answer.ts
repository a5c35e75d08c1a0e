/** What the program `docker` in the lab is to do (../kernel/lab-programs/docker.ts). */
export interface Answer {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
  /** To be run where it was typed. */
  readonly run?: {
    readonly words: readonly string[];
    readonly hasInput: boolean;
    /** What is to be asked when it has ended. */
    readonly finally?: readonly string[];
  };
}

/** What cannot be done, in one line. */
export class DockerError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

export function encodeAnswer({ stdout = "", stderr = "", exitCode = 0, run }: Answer): Buffer {
  return Buffer.concat([
    frame("o", stdout),
    frame("e", stderr),
    frame("x", String(exitCode)),
    ...(run === undefined ? [] : [frame("r", run.words.join("\0"))]),
    ...(run?.hasInput === true ? [frame("i", "")] : []),
    ...(run?.finally === undefined ? [] : [frame("f", run.finally.join("\0"))]),
  ]);
}

function frame(kind: string, text: string): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.alloc(5);
  head.write(kind);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}
