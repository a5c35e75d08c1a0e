import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Shortcut } from "../Shortcut.tsx";
import classes from "./Palette.module.css";
import type { Entry } from "./use-entries.ts";

interface PaletteListProps {
  readonly id: string;
  readonly entries: readonly Entry[];
  readonly active: Entry | undefined;
  /** Found ones are in order of merit: their group stands beside each, not above all. */
  readonly isSearching: boolean;
  readonly choose: (entry: Entry) => void;
}

export function PaletteList({ id, entries, active, isSearching, choose }: PaletteListProps) {
  const { t } = useTranslation();
  const activeId = active === undefined ? "" : `${id}-${active.key}`;
  useEffect(() => {
    document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);
  return (
    <div
      className={classes["list"]}
      data-empty={entries.length === 0 || undefined}
      id={`${id}-list`}
      // A <select> shows neither icons nor shortcuts.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="listbox"
      aria-label={t("page.results")}
    >
      {entries.map((entry, at) => {
        const startsGroup = !isSearching && entry.group !== entries[at - 1]?.group;
        return (
          <div key={entry.key} role="presentation">
            {startsGroup && (
              <div className={classes["group"]} role="presentation">
                {entry.group}
              </div>
            )}
            <Option
              id={`${id}-${entry.key}`}
              entry={entry}
              isActive={entry === active}
              isSearching={isSearching}
              choose={choose}
            />
          </div>
        );
      })}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly entry: Entry;
  readonly isActive: boolean;
  readonly isSearching: boolean;
  readonly choose: (entry: Entry) => void;
}

/** The keyboard reaches it through the input's arrows, so it takes no focus itself. */
function Option({ id, entry, isActive, isSearching, choose }: OptionProps) {
  const Icon = entry.icon;
  return (
    <div
      id={id}
      className={classes["option"]}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      aria-disabled={!entry.isEnabled}
      data-testid="palette-option"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => choose(entry)}
      onKeyDown={() => undefined}
    >
      <span className={classes["icon"]}>
        {Icon !== undefined && <Icon size={17} stroke={1.7} aria-hidden />}
      </span>
      <span className={classes["label"]}>{entry.label}</span>
      <span className={classes["detail"]}>{entry.detail || (isSearching ? entry.group : "")}</span>
      {entry.shortcut !== undefined && <Shortcut keys={entry.shortcut} />}
    </div>
  );
}
