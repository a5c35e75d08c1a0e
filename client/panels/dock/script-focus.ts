import { flushSync } from "react-dom";
import { useDock } from "./dock-state.ts";

export const scriptTextId = "script-text";

export function leadToScript(): void {
  flushSync(() => useDock.getState().show("script"));
  document.getElementById(scriptTextId)?.focus();
}
