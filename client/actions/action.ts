import type { TablerIcon } from "@tabler/icons-react";
import type { Wanting } from "../gestures/interface-kinds/kind.ts";
import type { SingleKind } from "../../shared/interface-kinds/index.ts";
import type { ActionId, PlainActionId } from "./ids.ts";
import type { ActionContext, ActionState } from "./context.ts";

export type WhyNot = Wanting | "not-in-kernel" | "no-program" | "no-uplink";

/** One verb of the user's. Toolbar, menus, keyboard and command palette share it. */
export interface Action {
  readonly id: ActionId;
  /** In the translations. */
  readonly labelKey: `actions.${PlainActionId}` | `interfaceKinds.${SingleKind}.add`;
  /** Groups of the command palette and the list of shortcuts; `actionGroups.<group>` in the translations. */
  readonly group: "add" | "edit" | "arrange" | "view" | "tools" | "page";
  readonly icon?: TablerIcon;
  /** As typed: `Mod+Shift+Z`. `Mod` is ⌘ on a Mac and Ctrl elsewhere. The first one is shown. */
  readonly shortcuts: readonly string[];
  readonly isEnabled: (state: ActionState) => boolean;
  /** What stands in its way, where that is no plain matter: `interfaces.whyNot.<reason>` in the translations. */
  readonly whyNot?: (state: ActionState) => WhyNot | null;
  readonly run: (context: ActionContext) => void;
}
