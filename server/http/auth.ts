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
        detail: "this server does not answer to that Host; use the address that it printed when it started",
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
    if (this.knowsToken(request)) return;
    if (tokensOf(request).length > 0) this.#countGuess(request);
    throw new ProblemError({
      kind: "unauthorized",
      detail: "the token is missing or wrong; open the URL that the server printed when it started",
    });
  }

  /** Does the request bring the token along, as a program's or as a browser's that was let in before? */
  knowsToken(request: IncomingMessage): boolean {
    return tokensOf(request).some((text) => this.#isToken(text));
  }

  /** Does it bring the token in a header that no page can make a browser send to another server? */
  isProgram(request: IncomingMessage): boolean {
    const bearer = bearerOf(request);
    return bearer !== undefined && this.#isToken(bearer);
  }

  /** Is this the token? It came with the request. @throws ProblemError "too-many-requests" for who keeps guessing */
  hasToken(request: IncomingMessage, text: string): boolean {
    if (this.#isToken(text)) return true;
    this.#countGuess(request);
    return false;
  }

  /** Only of wrong ones: whoever knows the token may share an address with who does not. */
  #countGuess(request: IncomingMessage): void {
    if (this.#guesses.count(request.socket.remoteAddress ?? "") <= guessesPerMinute) return;
    throw new ProblemError({
      kind: "too-many-requests",
      code: "too-many-guesses",
      detail: "too many wrong tokens; wait a minute",
    });
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

function tokensOf(request: IncomingMessage): string[] {
  const cookie = parseCookies(request.headers.cookie ?? "")[cookieNameOf(request)];
  return [bearerOf(request), cookie].filter((text) => text !== undefined);
}

function bearerOf(request: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
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

  /** One more. How many are they now? */
  count(address: string): number {
    const minute = Math.floor(Date.now() / 60_000);
    if (minute !== this.#minute) this.#byAddress = new Map();
    this.#minute = minute;
    const guesses = (this.#byAddress.get(address) ?? 0) + 1;
    this.#byAddress.set(address, guesses);
    return guesses;
  }
}
