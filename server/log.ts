import { pino } from "pino";

const wanted = process.env["VETHLAB_LOG"] ?? "info";
const isLevel = wanted === "silent" || Object.hasOwn(pino.levels.values, wanted);

/** To stderr, so that stdout holds only the URL. Nothing secret is ever logged: no headers, no bodies, no URLs with queries. */
export const log = pino(
  { level: isLevel ? wanted : "info", base: null },
  pino.destination({ dest: 2, sync: true }),
);
if (!isLevel) log.warn(`VETHLAB_LOG: there is no level ${wanted}; info is used`);
