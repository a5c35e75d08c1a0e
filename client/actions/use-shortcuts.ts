import { useEffect } from "react";
import { useUi } from "../ui-state.ts";
import type { Action } from "./action.ts";
import type { ActionId } from "./ids.ts";
import { actions } from "./index.ts";
import { readActionState, useRunAction } from "./run.ts";
import { matches } from "./shortcut.ts";

/** Verbs by key, wherever the focus is, unless somebody is typing or a dialog is open. */
export function useShortcuts(): void {
  const run = useRunAction();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const action = actionFor(event);
      if (action === undefined) return;
      if (isTyping(event, action)) return leave(event);
      if (useUi.getState().dialog !== null && action.id !== "command-palette") return;
      // Text selected with the mouse is what Copy means then.
      if (action.id === "copy" && (getSelection()?.toString() ?? "") !== "") return;
      const isEnabled = action.isEnabled(readActionState());
      // Our own shortcuts never fall through to the browser's (Ctrl-D, Ctrl-F), also when there is nothing to do.
      if (isEnabled || event.ctrlKey || event.metaKey) event.preventDefault();
      if (isEnabled) run(action);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [run]);
}

/** Escape takes away what is on top: a problem before the selection. */
function actionFor(event: KeyboardEvent): Action | undefined {
  const meant = actions.filter((action) => action.shortcuts.some((shortcut) => matches(shortcut, event)));
  return meant.findLast((action) => action.isEnabled(readActionState())) ?? meant[0];
}

/** Escape that the field itself had no use for leaves it: the next key is the page's. */
function leave({ key, target }: KeyboardEvent): void {
  if (key === "Escape" && useUi.getState().dialog === null && target instanceof HTMLElement) target.blur();
}

/** A field whose text was sent has nothing to take back itself, and nothing to lose. */
const reachableFromFields: ReadonlySet<ActionId> = new Set(["undo", "redo", "command-palette", "search"]);

function isTyping({ target, ctrlKey, metaKey }: KeyboardEvent, { id }: Action): boolean {
  const isSettled = target instanceof HTMLElement && "settled" in target.dataset;
  const isReachable = isSettled && (ctrlKey || metaKey) && reachableFromFields.has(id);
  return (
    target instanceof HTMLElement &&
    !isReachable &&
    (target.isContentEditable ||
      target.closest("input:not([type='checkbox']), textarea, select, [role='textbox'], [data-own-keys]") !==
        null)
  );
}
