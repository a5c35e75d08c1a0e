import type { TablerIcon } from "@tabler/icons-react";
import { IconBox, IconCpu, IconPlugConnected, IconTopologyBus } from "@tabler/icons-react";
import i18next, { type TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { interfaceActions } from "../../actions/add-interface.ts";
import { actions } from "../../actions/index.ts";
import type { WhyNot } from "../../actions/action.ts";
import { currentViewport } from "../../actions/registry.ts";
import { focusCard } from "../../canvas/focus-card.ts";
import { readActionState, useRunAction } from "../../actions/run.ts";
import { useLabShallow, useStore } from "../../store.ts";
import type { SingleKind } from "../../../shared/interface-kinds/index.ts";
import { kindLooks } from "../../panels/inspector/interface-kinds/index.ts";
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

/** Verbs and things, things alone, or the interfaces that a namespace can get. */
export const scopes = ["palette", "search", "interfaces"] as const;
export type Scope = (typeof scopes)[number];

const mostResults = 60;
const ofInterfaces: ReadonlySet<string> = new Set(interfaceActions.map(({ id }) => id));

const icons: Readonly<Record<Thing["kind"], TablerIcon>> = {
  veth: IconPlugConnected,
  ...(Object.fromEntries(Object.entries(kindLooks).map(([kind, { icon }]) => [kind, icon])) as Record<
    SingleKind,
    TablerIcon
  >),
  namespace: IconBox,
  bridge: IconTopologyBus,
  container: IconCpu,
};

/** What the query finds. Without a query, everything that is there. */
export function useEntries(query: string, scope: Scope): readonly Entry[] {
  const verbs = useActionEntries();
  const things = useThingEntries();
  return useMemo(() => {
    const shown = scope === "interfaces" ? verbs.filter(({ key }) => ofInterfaces.has(key)) : verbs;
    const all = { palette: [...verbs, ...things], search: things, interfaces: shown }[scope];
    if (query.trim() === "") return scope === "search" ? all.slice(0, mostResults) : shown;
    return rank(all, query, (entry) => entry.texts, mostResults);
  }, [verbs, things, query, scope]);
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
        detail: whyNot(t, action.whyNot?.(state) ?? null),
        group: t(`actionGroups.${action.group}`),
        shortcut: action.shortcuts[0],
        isEnabled: action.isEnabled(state),
        texts: [t(action.labelKey), english(action.labelKey)],
        run: () => run(action),
      }));
  }, [t, run]);
}

function whyNot(t: TFunction, reason: WhyNot | null): string {
  return reason === null ? "" : t(`interfaces.whyNot.${reason}`);
}

function useThingEntries(): readonly Entry[] {
  const { t } = useTranslation();
  const lab = useLabShallow(({ document }) => ({ topology: document.topology }));
  return useMemo(() => {
    if (lab === undefined) return [];
    return thingsOf(lab.topology).map((thing: Thing) => ({
      key: thing.id,
      icon: icons[thing.kind],
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
