import { hostName } from "../../shared/names.ts";
import type { Machine } from "./machine.ts";
import { decodeNumber, requestNewNumber, requestNumber } from "./netlink/numbers.ts";

/** Namespace name → the number by which the lab's host knows it; null for a name that stands for no namespace yet. */
export type Numbers = ReadonlyMap<string, number | null>;

/** The lab's named namespaces, each with its number. Those that had none get one: the monitor hears only those that do. */
export async function numberNamespaces(machine: Machine): Promise<Numbers> {
  // One that somebody calls like the host cannot be told from it.
  const names = (await machine.names()).filter((name) => name !== hostName);
  const questions = names.flatMap((name) => [
    { request: requestNewNumber(), file: name },
    { request: requestNumber(), file: name },
  ]);
  const answers = (await machine.reader.ask(hostName, questions))?.answers ?? [];
  return new Map(
    names.map((name, index) => {
      const answer = answers[index * 2 + 1];
      return [name, answer === undefined ? null : decodeNumber(answer)];
    }),
  );
}
