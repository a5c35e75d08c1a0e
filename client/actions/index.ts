import type { Action } from "./action.ts";
import { addActions } from "./add.ts";
import { addInterfaceAction, interfaceActions } from "./add-interface.ts";
import { arrangeActions } from "./arrange.ts";
import { copyActions } from "./copy.ts";
import { editActions } from "./edit.ts";
import { historyActions } from "./history.ts";
import type { ActionId } from "./ids.ts";
import { pageActions } from "./page.ts";
import { panelActions } from "./panels.ts";
import { selectActions } from "./select.ts";
import { toolActions } from "./tools.ts";
import { viewActions } from "./view.ts";

/** Every verb, in the order of the command palette. */
export const actions: readonly Action[] = [
  ...addActions,
  addInterfaceAction,
  ...interfaceActions,
  ...toolActions,
  ...historyActions,
  ...copyActions,
  ...editActions,
  ...selectActions,
  ...arrangeActions,
  ...viewActions,
  ...panelActions,
  ...pageActions,
];

export function actionById(id: ActionId): Action {
  const found = actions.find((action) => action.id === id);
  if (found === undefined) throw new TypeError(`no action ${id}`);
  return found;
}
