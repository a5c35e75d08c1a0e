import { IconSearch } from "@tabler/icons-react";
import { useId, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Palette.module.css";
import { PaletteList } from "./PaletteList.tsx";
import { useEntries, type Entry, type Scope } from "./use-entries.ts";

interface PaletteBodyProps {
  readonly scope: Scope;
  readonly close: () => void;
}

/** WAI-ARIA's combobox with a list: the focus stays in the input, the arrows move the chosen line. */
export function PaletteBody({ scope, close }: PaletteBodyProps) {
  const { t } = useTranslation();
  const id = useId();
  const [query, setQuery] = useState("");
  const [wanted, setWanted] = useState<number | null>(null);
  const entries = useEntries(query, scope);
  // Words lead to what they name, though it cannot be had; without any, to the first that can.
  const first = query === "" ? entries.findIndex(({ isEnabled }) => isEnabled) : 0;
  const chosen = Math.max(0, wanted ?? first);
  const active = entries[Math.min(chosen, entries.length - 1)];
  const choose = (entry: Entry | undefined) => {
    if (entry === undefined || !entry.isEnabled) return;
    close();
    // After the dialog gave the focus back: a verb may open a field and want it.
    setTimeout(entry.run);
  };
  const handleKeys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") choose(active);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const last = entries.length - 1;
    const next =
      Math.abs(by) === 1 ? (chosen + by + entries.length) % Math.max(1, entries.length) : chosen + by;
    setWanted(Math.max(0, Math.min(last, next)));
  };
  const hint = t(`page.palettes.${scope}.placeholder`);
  return (
    <>
      <div className={classes["search"]}>
        <IconSearch size={18} aria-hidden />
        <input
          data-autofocus
          className={classes["input"]}
          role="combobox"
          aria-expanded
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={active === undefined ? undefined : `${id}-${active.key}`}
          aria-label={hint}
          placeholder={hint}
          value={query}
          autoComplete="off"
          spellCheck={false}
          data-testid="palette-input"
          onChange={(event) => {
            setQuery(event.target.value);
            setWanted(null);
          }}
          onKeyDown={handleKeys}
        />
      </div>
      <PaletteList
        id={id}
        entries={entries}
        active={active}
        isSearching={query.trim() !== ""}
        choose={choose}
      />
      <output className={classes["count"]}>
        {entries.length === 0
          ? t("page.nothingFound", { query })
          : t("page.found", { count: entries.length })}
      </output>
    </>
  );
}
