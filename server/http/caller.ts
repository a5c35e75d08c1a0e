import type { Request, Response } from "express";
import { parseInput } from "../../shared/parse.ts";
import type { Author } from "../../shared/protocol.ts";
import { authorHeader, authorHeaderSchema } from "./requests.ts";

/** Programs that do not say who they are share one undo history. */
const programs: Author = { id: "api", name: "API" };

/** @throws ProblemError "malformed" when the header is no id */
export function authorOf(request: Request): Author {
  const id = parseInput(authorHeaderSchema, request.get(authorHeader), { at: authorHeader });
  return id === undefined ? programs : { id, name: id };
}

/** Aborted when the connection ends before the answer was given. */
export function hangUpOf(response: Response): AbortSignal {
  const controller = new AbortController();
  response.on("close", () => {
    if (!response.writableEnded) controller.abort();
  });
  return controller.signal;
}
