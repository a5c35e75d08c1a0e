import { startMachine } from "../../kernel/machine.ts";

// Starts a machine with an uplink, says its process's number, and stays until it is killed.

const [, , uid = ""] = process.argv;
const machine = await startMachine(uid === "" ? null : Number(uid));
const { ok, output } = await machine.uplinks.run({ argv: ["add", "tap0"] });
if (!ok) throw new Error(output);
process.stdout.write(`${machine.pid}\n`);
setInterval(() => undefined, 60_000);
