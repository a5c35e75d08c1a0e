import { createServer, type Server } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { messageOf } from "../shared/errors.ts";
import { defaultPort, readConfig, type Config } from "./config.ts";
import { lockFolder } from "./folder-lock.ts";
import { createApp } from "./http/app.ts";
import { Gate } from "./http/auth.ts";
import { probeCapabilities, type Capabilities } from "./kernel/probe.ts";
import { labUser } from "./kernel/lab-users.ts";
import { Labs } from "./labs.ts";
import { log } from "./log.ts";
import { serveSockets } from "./socket.ts";
import { Store } from "./store.ts";

/** The built page stands beside the built server. */
const page = join(dirname(fileURLToPath(import.meta.url)), "../client");
/** Whoever ends the server waits for its labs so long; their machines end with it in any case. */
const closingMs = 3000;

/** Starts the server and prints its URL. Ends the process, with a line that says why, when it cannot. */
export async function main(argv: readonly string[]): Promise<void> {
  const config = readConfig(argv, process.env);
  try {
    await serve(config);
  } catch (error) {
    log.debug({ err: error }, "not started");
    say(`Vethlab cannot start: ${messageOf(error)}`);
    process.exit(1);
  }
}

async function serve(config: Config): Promise<void> {
  await lockFolder(config.data);
  const store = new Store(config.data);
  const labs = new Labs(store, config.mayReachOut);
  const gate = new Gate(config.token, config.listen);
  const capabilities = once(() => probeCapabilities(labUser(0), config.mayReachOut));
  const server = createServer(createApp({ gate, services: { labs, capabilities }, page }));
  serveSockets(server, { gate, labs, capabilities });
  const port = await listen(server, config).catch((error: unknown) => {
    store.close();
    throw error;
  });
  for (const { detail } of labs.problems) say(detail);
  process.stdout.write(
    `\nVethlab is at  http://${hostInUrl(config.listen)}:${port}/?token=${config.token}\n\n`,
  );
  capabilities().catch((error: unknown) => log.error({ err: error }, "this machine cannot make labs yet"));
  closeWhenTold(() => close(server, labs, store));
}

/** One line, whatever a library's message holds. */
function say(sentence: string): void {
  process.stderr.write(`${sentence.replaceAll(/\s+/g, " ")}.\n`);
}

/** Without --port, the first free one from the default on: two people may share a machine. */
async function listen(server: Server, { port, listen: address }: Config): Promise<number> {
  const last = port ?? defaultPort + 50;
  for (let candidate = port ?? defaultPort; ; candidate += 1) {
    try {
      return await tryListen(server, candidate, address);
    } catch (error) {
      const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (isTaken && candidate < last) continue;
      const why = isTaken ? `port ${candidate} is taken` : `it cannot listen (${messageOf(error)})`;
      throw new Error(`${why}; choose another port with --port, or address with --listen`, { cause: error });
    }
  }
}

function tryListen(server: Server, port: number, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      server.off("error", reject);
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : port);
    });
  });
}

function hostInUrl(address: string): string {
  if (address === "0.0.0.0" || address === "::") return "127.0.0.1";
  return address.includes(":") ? `[${address}]` : address;
}

/** Asked again after a failure: what forbade lab machines may have been put right. */
function once(probe: () => Promise<Capabilities>): () => Promise<Capabilities> {
  let known: Promise<Capabilities> | null = null;
  return () => {
    known ??= probe().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

/** Once: npm passes on the signal that the terminal has sent to both. */
function closeWhenTold(close: () => Promise<void>): void {
  let isClosing = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    // Not `process.once`: where it finds no listener but its own, execa's signal-exit ends the process by the signal.
    process.on(signal, () => {
      if (!isClosing) void close();
      isClosing = true;
    });
  }
}

async function close(server: Server, labs: Labs, store: Store): Promise<void> {
  server.close();
  // An edit on its way, acknowledged to nobody, may take longer than whoever ends the server wants to wait.
  const patience = new Promise((resolve) => setTimeout(resolve, closingMs));
  await Promise.race([labs.close(), patience]).catch((error: unknown) =>
    log.error({ err: error }, "closing a lab failed"),
  );
  store.close();
  process.exit(0);
}
