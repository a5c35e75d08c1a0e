import { randomBytes } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";

export interface Config {
  /** null: the first free one from the default on. */
  readonly port: number | null;
  readonly listen: string;
  readonly data: string;
  readonly token: string;
  /** May labs have uplinks? */
  readonly mayReachOut: boolean;
}

export const defaultPort = 8420;
/** A token shorter than this can be guessed by trying. */
const minTokenLength = 8;
const tokenForm = `a token is at least ${minTokenLength} letters, digits or . _ ~ -`;

/** Reads the command line and the environment. Ends the process for --help and for mistakes, as commander does. */
export function readConfig(argv: readonly string[], environment: NodeJS.ProcessEnv): Config {
  const command = new Command("npm start --")
    .description("Serves Vethlab: draw Linux networks that are real.")
    .option("-p, --port <number>", `port to serve on (default: ${defaultPort}, or the next free one)`, toPort)
    .option(
      "-l, --listen <address>",
      "address to listen on; anything but 127.0.0.1 lets others in who know the token",
      "127.0.0.1",
    )
    .option("-d, --data <folder>", "where labs are kept", defaultDataFolder(environment))
    .option(
      "-t, --token <text>",
      "what opens the page (default: $VETHLAB_TOKEN, or a new random one)",
      toToken,
    )
    .option("--no-uplinks", "let no lab reach this machine's own network");
  const options = command
    .parse([...argv], { from: "user" })
    .opts<{ port?: number; listen: string; data: string; token?: string; uplinks: boolean }>();
  const { VETHLAB_TOKEN: fromEnvironment = "" } = environment;
  if (fromEnvironment !== "" && !isToken(fromEnvironment))
    command.error(`error: VETHLAB_TOKEN: ${tokenForm}`);
  return {
    port: options.port ?? null,
    listen: options.listen,
    data: options.data,
    token: options.token ?? (fromEnvironment || randomBytes(18).toString("base64url")),
    mayReachOut: options.uplinks,
  };
}

function defaultDataFolder(environment: NodeJS.ProcessEnv): string {
  const base = environment["XDG_DATA_HOME"];
  return join(base !== undefined && base.startsWith("/") ? base : join(homedir(), ".local/share"), "vethlab");
}

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError("a number from 0 to 65535");
  return port;
}

function toToken(text: string): string {
  if (!isToken(text)) throw new InvalidArgumentError(tokenForm);
  return text;
}

function isToken(text: string): boolean {
  return /^[A-Za-z0-9._~-]+$/.test(text) && text.length >= minTokenLength;
}
