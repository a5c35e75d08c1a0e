import type { TablerIcon } from "@tabler/icons-react";
import type { ActionId } from "./ids.ts";
import type { ActionContext, ActionState } from "./context.ts";

/** One verb of the user's. Toolbar, menus, keyboard and command palette share it. */
export interface Action {
  readonly id: ActionId;
  /** In the translations. */
  readonly labelKey: `actions.${ActionId}`;
  /** Groups of the command palette and the list of shortcuts; `actionGroups.<group>` in the translations. */
  readonly group: "add" | "edit" | "arrange" | "view" | "tools" | "page";
  readonly icon?: TablerIcon;
  /** As typed: `Mod+Shift+Z`. `Mod` is ⌘ on a Mac and Ctrl elsewhere. The first one is shown. */
  readonly shortcuts: readonly string[];
  readonly isEnabled: (state: ActionState) => boolean;
  readonly run: (context: ActionContext) => void;
}
