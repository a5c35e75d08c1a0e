import * as z from "zod";

/** Parses one line of `ip -j`. Throws when it is not the list it is said to be: an unknown iproute2 is not guessed at. */
export function parseJsonList<S extends z.ZodType>(schema: S, text: string): z.output<S>[] {
  return z.array(schema).parse(JSON.parse(text));
}
