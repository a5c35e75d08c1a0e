import { connection } from "../../connection.ts";
import { useDock } from "./dock-state.ts";

/** Opens one and leads there. False when there is none; why was shown. */
export async function openTerminal(namespace: string): Promise<boolean> {
  const outcome = await connection.openTerminal(namespace);
  if (!outcome.ok || outcome.terminal === undefined) return false;
  useDock.getState().showTerminal(outcome.terminal);
  useDock.getState().focusTerminal();
  return true;
}

/** The shell takes nearly every key, Tab and Escape among them: this one leads out, to the tabs of the dock. */
export function leaveTerminals(): void {
  document.querySelector<HTMLElement>('[data-testid="dock-terminals"]')?.focus();
}
