import * as z from "zod";
import type { Author } from "../../shared/protocol.ts";
import type { Capabilities } from "../kernel/probe.ts";
import type { Labs } from "../labs.ts";

export interface Services {
  readonly labs: Labs;
  readonly capabilities: () => Promise<Capabilities>;
}

export interface Call<Body, Query = unknown> extends Services {
  /** The lab's id in the path; empty where there is none. */
  readonly id: string;
  /** The id in the path of what belongs to the lab; empty where there is none. */
  readonly part: string;
  readonly body: Body;
  /** What stands behind the `?`. */
  readonly query: Query;
  readonly author: Author;
  /** Aborted when the caller has gone before it was answered. */
  readonly hangUp: AbortSignal;
}

/** One call of the HTTP API: the router runs it, the OpenAPI description is made from it. */
export interface Operation {
  readonly method: "get" | "post" | "patch" | "delete";
  /** Express form; `:lab` is a lab's id, which may be followed by one of what belongs to it. */
  readonly path: string;
  readonly summary: string;
  readonly body: z.ZodType;
  readonly query: z.ZodObject;
  /** Bodies to begin with, by what they do. */
  readonly examples?: Readonly<Record<string, unknown>>;
  readonly answer?: z.ZodType;
  readonly status: number;
  /** Runs with the checked body. What it returns is sent as JSON; a text, as it is. */
  readonly run: (call: Call<never, never>) => unknown;
}

export const noBody = z.strictObject({});
const noQuery = z.object({});

/** Ties the body's and the query's types to their schemas; a list of these is then of one plain type. */
export function operation<S extends z.ZodType = typeof noBody, Q extends z.ZodObject = typeof noQuery>(
  description: Omit<Operation, "run" | "body" | "query" | "status"> & {
    readonly status?: number;
    readonly body?: S;
    readonly query?: Q;
  },
  run: (call: Call<z.output<S>, z.output<Q>>) => unknown,
): Operation {
  return { status: 200, body: noBody, query: noQuery, ...description, run };
}
