import type { Action } from "./action.ts";
import type { ActionId } from "./ids.ts";

/** Every verb, in the order of the command palette. */
export const actions: readonly Action[] = [];

export function actionById(id: ActionId): Action {
  const found = actions.find((action) => action.id === id);
  if (found === undefined) throw new TypeError(`no action ${id}`);
  return found;
}
