import { Switch } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatStep } from "../../../shared/step.ts";
import { useLabShallow, useStore } from "../../store.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import classes from "./CommandLog.module.css";
import { isAbout, undoneRevisions } from "./log.ts";
import { LogEntry } from "./LogEntry.tsx";

/** So many gestures are drawn; the rest on demand. A log of a thousand would slow every gesture down. */
const pageLength = 100;

/** Every gesture with the exact commands that ran, the newest last. */
export function CommandLog() {
  const { t } = useTranslation();
  const [onlySelected, setOnlySelected] = useState(false);
  const [shown, setShown] = useState(pageLength);
  const lab = useLabShallow(({ log, document }) => ({ log, topology: document.topology }));
  const selection = useStore((state) => state.selection);
  const log = useMemo(() => lab?.log ?? [], [lab]);
  const undone = useMemo(() => undoneRevisions(log), [log]);
  const isFiltered = onlySelected && selection.size > 0 && lab !== undefined;
  // Moving a card takes no command, so it is no line here.
  const entries = log.filter(
    (entry) => entry.steps.length > 0 && (!isFiltered || isAbout(entry, selection, lab.topology)),
  );
  const { list, handleScroll } = useStickyEnd(entries.length);
  const allCommands = () => entries.flatMap((entry) => entry.steps.map(formatStep)).join("\n");
  return (
    <>
      <div className={classes["tools"]}>
        <Switch
          size="xs"
          label={t("dock.onlySelected")}
          checked={onlySelected}
          onChange={(event) => setOnlySelected(event.currentTarget.checked)}
        />
        <CopyButton label={t("dock.copyAll")} text={allCommands()} testId="copy-all" />
      </div>
      <div
        className={classes["list"]}
        ref={list}
        onScroll={handleScroll}
        data-testid="command-log"
        role="log"
        aria-label={t("dock.commands")}
      >
        {entries.length === 0 && (
          <p className={classes["none"]}>{t(isFiltered ? "dock.noneOfSelection" : "dock.noCommands")}</p>
        )}
        {entries.length > shown && (
          <button type="button" className={classes["more"]} onClick={() => setShown(shown + pageLength)}>
            {t("dock.earlier")}
          </button>
        )}
        {entries.slice(-shown).map((entry) => (
          <LogEntry
            key={`${entry.revision} ${entry.action} ${entry.at}`}
            entry={entry}
            isUndone={undone.has(entry.revision)}
          />
        ))}
      </div>
    </>
  );
}

/** Follows the newest gesture, unless the reader scrolled up. One longer than the panel is shown from its head. */
function useStickyEnd(length: number) {
  const list = useRef<HTMLDivElement>(null);
  const followed = useRef(true);
  useEffect(() => {
    const element = list.current;
    const newest = element?.lastElementChild;
    if (!(newest instanceof HTMLElement) || element === null || length === 0) return;
    if (followed.current) element.scrollTop = Math.min(newest.offsetTop, element.scrollHeight);
  }, [length]);
  const handleScroll = () => {
    const element = list.current;
    const newest = element?.lastElementChild;
    if (element === null || !(newest instanceof HTMLElement)) return;
    followed.current = element.scrollTop + element.clientHeight >= newest.offsetTop;
  };
  return { list, handleScroll };
}
