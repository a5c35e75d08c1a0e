import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { httpStatusOf, ProblemError, toProblem } from "../shared/errors.ts";
import { maxMessageBytes } from "../shared/protocol.ts";
import { maxTerminalFrameBytes } from "../shared/terminal.ts";
import type { Gate } from "./http/auth.ts";
import type { Capabilities } from "./kernel/probe.ts";
import type { Labs } from "./labs.ts";
import { log } from "./log.ts";
import { Room } from "./room.ts";
import { Session } from "./session.ts";
import { TerminalSession } from "./terminal-session.ts";

const labPath = /^\/api\/labs\/([A-Za-z0-9_-]{1,40})\/socket$/;
const terminalPath = /^\/api\/labs\/([A-Za-z0-9_-]{1,40})\/terminals\/([A-Za-z0-9_-]{1,40})\/socket$/;
/** A connection that has not answered a ping for so long is gone. */
const heartbeatMs = 10_000;

/** Serves WS /api/labs/:lab/socket and /api/labs/:lab/terminals/:terminal/socket on the given server. */
export function serveSockets(
  server: Server,
  { gate, labs, capabilities }: { gate: Gate; labs: Labs; capabilities: () => Promise<Capabilities> },
): void {
  const sockets = socketServer(maxMessageBytes);
  const terminalSockets = socketServer(maxTerminalFrameBytes);
  const rooms = new Map<string, Room>();
  const roomOf = (labId: string): Room => {
    const open = labs.get(labId);
    const known = rooms.get(labId);
    if (known?.lab === open.lab) return known;
    const room = new Room(open, capabilities);
    rooms.set(labId, room);
    return room;
  };
  /** What is at the path, and what is to be done with a socket to it. @throws ProblemError "not-found" */
  const find = (path: string): [WebSocketServer, (socket: WebSocket) => void] => {
    const [, labId, terminalId] = terminalPath.exec(path) ?? labPath.exec(path) ?? [];
    if (labId === undefined)
      throw new ProblemError({ kind: "not-found", detail: "there is no socket at this path" });
    if (terminalId !== undefined) {
      const terminal = labs.get(labId).terminals.get(terminalId);
      return [terminalSockets, (socket) => void new TerminalSession(socket, terminal)];
    }
    const room = roomOf(labId);
    return [sockets, (socket) => room.join(new Session(socket, room))];
  };
  server.on("upgrade", (request, socket, head) => {
    // From here on the socket is ours: without a listener, a reset connection would end the process.
    socket.on("error", (error) => log.debug({ err: error }, "upgrade broken off"));
    try {
      gate.checkOrigin(request);
      gate.checkToken(request);
      const [accepting, join] = find(pathOf(request));
      accepting.handleUpgrade(request, socket, head, (webSocket) => {
        keepAlive(webSocket);
        join(webSocket);
      });
    } catch (error) {
      refuse(socket, error);
    }
  });
}

function socketServer(maxPayload: number): WebSocketServer {
  return new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false });
}

function pathOf(request: IncomingMessage): string {
  return request.url?.split("?")[0] ?? "";
}

function refuse(socket: Duplex, error: unknown): void {
  const problem = toProblem(error);
  if (problem.kind === "internal") log.error({ err: error }, "upgrade failed");
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${httpStatusOf(problem.kind)} ${problem.kind}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function keepAlive(socket: WebSocket): void {
  let isAlive = true;
  socket.on("pong", () => (isAlive = true));
  const timer = setInterval(() => {
    if (!isAlive) socket.terminate();
    isAlive = false;
    socket.ping();
  }, heartbeatMs);
  socket.on("close", () => clearInterval(timer));
}
