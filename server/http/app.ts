import { existsSync } from "node:fs";
import { join } from "node:path";
import express, { type Express, type Request, type Response } from "express";
import helmet from "helmet";
import { ProblemError } from "../../shared/errors.ts";
import { parseInput } from "../../shared/parse.ts";
import { cookieNameOf, originGuard, tokenGuard, type Gate } from "./auth.ts";
import { readBody } from "./body.ts";
import { authorOf, hangUpOf } from "./caller.ts";
import { describeApi } from "./openapi.ts";
import type { Operation, Services } from "./operation.ts";
import { operations } from "./operations.ts";
import { problemHandler } from "./problem.ts";
import { defaultRateLimits, limitRate } from "./rate-limit.ts";

export interface AppOptions {
  readonly gate: Gate;
  readonly services: Services;
  /** The folder of the built page. */
  readonly page: string;
}

export function createApp({ gate, services, page }: AppOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(helmet(headers));
  app.use(originGuard(gate));
  app.get("/", tokenToCookie(gate));
  app.get("/labs/:lab", tokenToCookie(gate));
  app.use(limitRate(gate, defaultRateLimits));
  app.use("/api", tokenGuard(gate), readBody(gate));
  for (const operation of operations) app[operation.method](operation.path, handlerOf(operation, services));
  app.get("/api/openapi.json", (_request, response) => void response.json(describeApi()));
  app.use("/api", () => {
    throw new ProblemError({
      kind: "not-found",
      code: "no-such-call",
      detail: "the API has no such call; GET /api/openapi.json lists all it has",
    });
  });
  servePage(app, page);
  app.use(problemHandler);
  return app;
}

/** Everything only from here. Styles that scripts set go through the CSSOM, which needs no permission. */
const headers = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:", "blob:"],
      fontSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
  },
  // Served over plain HTTP on loopback: a promise of TLS would be a lie.
  strictTransportSecurity: false,
  referrerPolicy: { policy: "no-referrer" },
} as const;

function handlerOf(operation: Operation, services: Services) {
  return async (request: Request, response: Response): Promise<void> => {
    const { body = {}, params } = request as {
      readonly body?: unknown;
      readonly params: {
        readonly lab?: string;
        readonly terminal?: string;
        readonly process?: string;
        readonly container?: string;
        readonly network?: string;
      };
    };
    const hangUp = hangUpOf(response);
    const call = {
      ...services,
      id: params.lab ?? "",
      part: params.terminal ?? params.process ?? params.container ?? params.network ?? "",
      body: parseInput(operation.body, body) as never,
      query: parseInput(operation.query, request.query) as never,
      author: authorOf(request),
      hangUp,
    };
    const answer = await Promise.resolve(operation.run(call)).catch((error: unknown) => {
      // Nobody is told any more what came of it.
      if (!hangUp.aborted) throw error;
    });
    if (hangUp.aborted) return;
    response.status(operation.status);
    if (operation.status === 204) response.end();
    else if (typeof answer === "string") response.type("text/plain").send(answer);
    else response.json(answer);
  };
}

/** The URL printed at the start carries the token; the browser keeps it in a cookie that no script can read. */
function tokenToCookie(gate: Gate) {
  return (request: Request, response: Response, next: () => void): void => {
    const { token } = request.query;
    if (typeof token !== "string") return next();
    if (gate.hasToken(request, token)) {
      response.cookie(cookieNameOf(request), token, { httpOnly: true, sameSite: "strict", path: "/" });
    }
    // The token must not stay in the address bar, where it would be shared and remembered.
    response.redirect(303, request.path);
  };
}

function servePage(app: Express, page: string): void {
  const index = join(page, "index.html");
  app.use(
    "/assets",
    express.static(join(page, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }),
  );
  app.use(express.static(page, { index: false }));
  app.get("/{*path}", (_request, response, next) => {
    // With a root: the clone may be in a folder whose name begins with a dot, which is otherwise not served.
    if (existsSync(index))
      response.setHeader("cache-control", "no-cache").sendFile("index.html", { root: page });
    else
      next(
        new ProblemError({
          kind: "not-found",
          code: "no-page",
          detail: "the page has not been built; start the server with npm start",
        }),
      );
  });
}
