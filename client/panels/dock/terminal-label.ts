import type { TerminalState } from "../../../shared/terminal.ts";

/** By its namespace; several of one are numbered in the order in which they were opened. */
export function terminalLabel({ id, namespace }: TerminalState, all: readonly TerminalState[]): string {
  const beside = all.filter((other) => other.namespace === namespace);
  const number = beside.findIndex((other) => other.id === id) + 1;
  return beside.length === 1 ? namespace : `${namespace} ${number}`;
}
