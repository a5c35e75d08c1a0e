import type { TablerIcon } from "@tabler/icons-react";
import { IconBox, IconCube, IconPlugConnected, IconTopologyBus } from "@tabler/icons-react";
import i18next from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { actions } from "../../actions/index.ts";
import { currentViewport } from "../../actions/registry.ts";
import { focusCard } from "../../canvas/focus-card.ts";
import { readActionState, useRunAction } from "../../actions/run.ts";
import { useLabShallow, useStore } from "../../store.ts";
import { rank } from "./fuzzy.ts";
import { cardOf, thingsOf, type Thing } from "./things.ts";

/** A line of the palette. */
export interface Entry {
  readonly key: string;
  readonly icon: TablerIcon | undefined;
  readonly label: string;
  readonly detail: string;
  readonly group: string;
  readonly shortcut: string | undefined;
  readonly isEnabled: boolean;
  readonly texts: readonly string[];
  readonly run: () => void;
}

const mostResults = 60;
const icons: Readonly<Partial<Record<Thing["kind"], TablerIcon>>> = {
  namespace: IconBox,
  bridge: IconTopologyBus,
  container: IconCube,
};

/** What the query finds: verbs and things, or things alone. Without a query, everything that is there. */
export function useEntries(query: string, withActions: boolean): readonly Entry[] {
  const verbs = useActionEntries();
  const things = useThingEntries();
  return useMemo(() => {
    const all = withActions ? [...verbs, ...things] : things;
    if (query.trim() === "") return all.slice(0, withActions ? verbs.length : mostResults);
    return rank(all, query, (entry) => entry.texts, mostResults);
  }, [verbs, things, query, withActions]);
}

function useActionEntries(): readonly Entry[] {
  const { t } = useTranslation();
  const run = useRunAction();
  return useMemo(() => {
    const state = readActionState();
    // Commands are found by their English name too: it is what tutorials and colleagues call them.
    const english = i18next.getFixedT("en");
    return actions
      .filter((action) => action.id !== "command-palette")
      .map((action) => ({
        key: action.id,
        icon: action.icon,
        label: t(action.labelKey),
        detail: "",
        group: t(`actionGroups.${action.group}`),
        shortcut: action.shortcuts[0],
        isEnabled: action.isEnabled(state),
        texts: [t(action.labelKey), english(action.labelKey)],
        run: () => run(action),
      }));
  }, [t, run]);
}

function useThingEntries(): readonly Entry[] {
  const { t } = useTranslation();
  const lab = useLabShallow(({ document }) => ({ topology: document.topology }));
  return useMemo(() => {
    if (lab === undefined) return [];
    return thingsOf(lab.topology).map((thing: Thing) => ({
      key: thing.id,
      icon: icons[thing.kind] ?? IconPlugConnected,
      label: thing.name,
      detail: thing.detail,
      group: t("page.things"),
      shortcut: undefined,
      isEnabled: true,
      texts: thing.texts,
      run: () => {
        const card = cardOf(lab.topology, thing.id);
        useStore.getState().select([thing.id]);
        currentViewport()?.fit([card]);
        focusCard(card);
      },
    }));
  }, [t, lab]);
}
