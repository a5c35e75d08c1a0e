import { useMantineColorScheme } from "@mantine/core";
import i18next from "i18next";
import { useMemo } from "react";
import { connection } from "../connection.ts";
import { useStore } from "../store.ts";
import type { Action } from "./action.ts";
import { useClipboard } from "./clipboard.ts";
import type { ActionContext, ActionState } from "./context.ts";
import { currentViewport } from "./registry.ts";

/** For buttons, menus, keys and the palette: which verbs can be used now, and using them. */
export function useRunAction(): (action: Action) => void {
  // To hold transitions still it would write a style into the page, which the security policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return useMemo(
    () => (action) => {
      if (action.isEnabled(readActionState())) action.run(newContext(setColorScheme));
    },
    [setColorScheme],
  );
}

/** Subscribes to whether one verb can be used now. */
export function useIsEnabled(action: Action): boolean {
  const hasClipboard = useClipboard((clipboard) => clipboard.content !== null);
  return useStore((state) => action.isEnabled({ ...state, hasClipboard }));
}

export function readActionState(): ActionState {
  return { ...useStore.getState(), hasClipboard: useClipboard.getState().content !== null };
}

function newContext(setColorScheme: ActionContext["setColorScheme"]): ActionContext {
  const viewport = currentViewport();
  const state = useStore.getState();
  return {
    state,
    connection,
    viewport,
    at: viewport?.pointer() ?? viewport?.center() ?? { x: 0, y: 0 },
    setColorScheme,
    translate: i18next.t,
    select: state.select,
  };
}
