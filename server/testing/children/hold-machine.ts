import { startMachine } from "../../kernel/machine.ts";

// Starts a machine, says its process's number, and stays until it is killed.

const [, , uid = ""] = process.argv;
const machine = await startMachine(uid === "" ? null : Number(uid));
process.stdout.write(`${machine.pid}\n`);
setInterval(() => undefined, 60_000);
