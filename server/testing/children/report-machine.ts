import { ProblemError } from "../../../shared/errors.ts";
import { startMachine } from "../../kernel/machine.ts";

// Tries to start a machine as whoever this is, and tells what came of it.

try {
  const machine = await startMachine(null);
  await machine.stop();
  process.stdout.write("{}\n");
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  process.stdout.write(`${JSON.stringify(error.problem)}\n`);
}
