import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { parse as parseCookies } from "cookie";
import type { RequestHandler } from "express";
import { ProblemError } from "../../shared/errors.ts";

/** Browsers keep one set of cookies for all ports of a host: two servers must not overwrite each other's. */
export function cookieNameOf(request: IncomingMessage): string {
  return `vethlab-${request.socket.localPort ?? ""}`;
}

/** Who may talk to this server: those who know the token, from a page of this server or from no page at all. */
export class Gate {
  readonly #tokenHash: Buffer;
  readonly #isLoopbackOnly: boolean;
  readonly #guesses = new Guesses();

  constructor(token: string, listen: string) {
    this.#tokenHash = hash(token);
    this.#isLoopbackOnly = isLoopback(listen);
  }

  /**
   * A foreign Host header means that a name of somebody else's leads here (DNS rebinding); a foreign Origin, that
   * somebody else's page is asking. @throws ProblemError "forbidden-origin"
   */
  checkOrigin(request: IncomingMessage): void {
    const { host, origin } = request.headers;
    if (host === undefined || !this.#isOwnHost(host)) {
      throw new ProblemError({
        kind: "forbidden-origin",
        code: "foreign-host",
        detail: "this server does not answer to that Host",
      });
    }
    if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
      throw new ProblemError({
        kind: "forbidden-origin",
        code: "foreign-origin",
        detail: "a page from elsewhere may not talk to this server",
      });
    }
  }

  /** @throws ProblemError "unauthorized", or "too-many-requests" for who keeps guessing */
  checkToken(request: IncomingMessage): void {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    const cookie = parseCookies(request.headers.cookie ?? "")[cookieNameOf(request)];
    if (this.hasToken(request, [bearer, cookie])) return;
    throw new ProblemError({
      kind: "unauthorized",
      detail: "the token is missing or wrong; open the URL that the server printed when it started",
    });
  }

  /** Is the token among these, which came with the request? @throws ProblemError "too-many-requests" for who keeps guessing */
  hasToken(request: IncomingMessage, candidates: readonly (string | undefined)[]): boolean {
    const from = request.socket.remoteAddress ?? "";
    if (this.#guesses.areTooMany(from)) {
      throw new ProblemError({
        kind: "too-many-requests",
        code: "too-many-guesses",
        detail: "too many wrong tokens; wait a minute",
      });
    }
    if (candidates.some((text) => text !== undefined && this.#isToken(text))) return true;
    this.#guesses.count(from);
    return false;
  }

  #isToken(text: string): boolean {
    return timingSafeEqual(hash(text), this.#tokenHash);
  }

  #isOwnHost(host: string): boolean {
    const name = host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
    if (name === "localhost" || isLoopback(name)) return true;
    // Opened to others on purpose: by address. A name could be anybody's.
    return !this.#isLoopbackOnly && isIP(name) !== 0;
  }
}

export function originGuard(gate: Gate): RequestHandler {
  return (request, _response, next) => {
    gate.checkOrigin(request);
    next();
  };
}

export function tokenGuard(gate: Gate): RequestHandler {
  return (request, _response, next) => {
    gate.checkToken(request);
    next();
  };
}

function isLoopback(address: string): boolean {
  return address === "::1" || address === "localhost" || /^127\.\d+\.\d+\.\d+$/.test(address);
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

const guessesPerMinute = 120;

/** Wrong tokens by address, over HTTP and the socket alike, in the current minute. */
class Guesses {
  #byAddress = new Map<string, number>();
  #minute = 0;

  count(address: string): void {
    this.#byAddress.set(address, this.#inThisMinute(address) + 1);
  }

  areTooMany(address: string): boolean {
    return this.#inThisMinute(address) >= guessesPerMinute;
  }

  #inThisMinute(address: string): number {
    const minute = Math.floor(Date.now() / 60_000);
    if (minute !== this.#minute) this.#byAddress = new Map();
    this.#minute = minute;
    return this.#byAddress.get(address) ?? 0;
  }
}
