import type { RequestHandler } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import { ProblemError } from "../../shared/errors.ts";
import type { Gate } from "./auth.ts";
import { authorHeader } from "./requests.ts";

/** Requests in a second. */
export interface RateLimits {
  /** From an address that does not know the token. */
  readonly strangers: number;
  /** From one program (`Vethlab-Author`), or from the browsers at one address. */
  readonly known: number;
}

/** So many that only who has gone wild notices, and not so many that others do. */
export const defaultRateLimits: RateLimits = { strangers: 100, known: 1000 };

export function limitRate(gate: Gate, { strangers, known }: RateLimits): RequestHandler {
  return rateLimit({
    // Short: who was told to wait is soon back.
    windowMs: 1000,
    limit: (request) => (gate.knowsToken(request) ? known : strangers),
    keyGenerator: (request) => {
      const address = ipKeyGenerator(request.ip ?? "");
      if (gate.isProgram(request)) return `program ${request.get(authorHeader) ?? ""}`;
      return `${gate.knowsToken(request) ? "page" : "stranger"} ${address}`;
    },
    handler: () => {
      throw new ProblemError({ kind: "too-many-requests", detail: "too many requests; wait a second" });
    },
  });
}
