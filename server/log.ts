import { pino } from "pino";

/** To stderr, so that stdout holds only the URL. Nothing secret is ever logged: no headers, no bodies, no URLs with queries. */
export const log = pino(
  { level: process.env["VETHLAB_LOG"] ?? "info", base: null },
  pino.destination({ dest: 2, sync: true }),
);
