import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { httpStatusOf, ProblemError, toProblem } from "../shared/errors.ts";
import { maxMessageBytes } from "../shared/protocol.ts";
import type { Gate } from "./http/auth.ts";
import type { Capabilities } from "./kernel/probe.ts";
import type { Labs } from "./labs.ts";
import { log } from "./log.ts";
import { Room } from "./room.ts";
import { Session } from "./session.ts";

const pathPattern = /^\/api\/labs\/([A-Za-z0-9_-]{1,40})\/socket$/;
/** A connection that has not answered a ping for so long is gone. */
const heartbeatMs = 10_000;

/** Serves WS /api/labs/:lab/socket on the given server. */
export function serveSockets(
  server: Server,
  { gate, labs, capabilities }: { gate: Gate; labs: Labs; capabilities: () => Promise<Capabilities> },
): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  const rooms = new Map<string, Room>();
  const roomOf = (labId: string): Room => {
    const open = labs.get(labId);
    const known = rooms.get(labId);
    if (known?.lab === open.lab) return known;
    const room = new Room(open, capabilities);
    rooms.set(labId, room);
    return room;
  };
  server.on("upgrade", (request, socket, head) => {
    // From here on the socket is ours: without a listener, a reset connection would end the process.
    socket.on("error", (error) => log.debug({ err: error }, "upgrade broken off"));
    try {
      gate.checkOrigin(request);
      gate.checkToken(request);
      const labId = pathPattern.exec(pathOf(request))?.[1];
      if (labId === undefined)
        throw new ProblemError({ kind: "not-found", detail: "there is no socket at this path" });
      const room = roomOf(labId);
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        keepAlive(webSocket);
        room.join(new Session(webSocket, room));
      });
    } catch (error) {
      refuse(socket, error);
    }
  });
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
