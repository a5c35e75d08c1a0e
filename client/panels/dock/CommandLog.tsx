import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLabShallow, useStore } from "../../store.ts";
import { TextButton } from "../../ui/TextButton.tsx";
import classes from "./CommandLog.module.css";
import { LogEntry } from "./LogEntry.tsx";
import { LogRefusal } from "./LogRefusal.tsx";
import { LogTools } from "./LogTools.tsx";
import { logItems, undoneRevisions } from "./log.ts";

/** So many gestures are drawn; the rest on demand. A log of a thousand would slow every gesture down. */
const pageLength = 100;

/** Every gesture with the exact commands that ran, the newest last. */
export function CommandLog() {
  const { t } = useTranslation();
  const [onlySelected, setOnlySelected] = useState(false);
  const [text, setText] = useState("");
  const [shown, setShown] = useState(pageLength);
  const lab = useLabShallow(({ log, refusals, document }) => ({
    log,
    refusals,
    topology: document.topology,
  }));
  const selection = useStore((state) => state.selection);
  const undone = useMemo(() => undoneRevisions(lab?.log ?? []), [lab]);
  const items = useMemo(() => {
    if (lab === undefined) return [];
    const filter = { text: text.trim(), records: onlySelected ? selection : null };
    return logItems(lab.log, lab.refusals, filter, lab.topology);
  }, [lab, text, onlySelected, selection]);
  const { list, handleScroll } = useStickyEnd(items.length);
  const nothing = () => {
    if (onlySelected && selection.size === 0) return t("dock.nothingSelected");
    if (text.trim() !== "") return t("dock.noneOfText", { text: text.trim() });
    return t(onlySelected ? "dock.noneOfSelection" : "dock.noCommands");
  };
  return (
    <>
      <LogTools
        text={text}
        setText={setText}
        onlySelected={onlySelected}
        setOnlySelected={setOnlySelected}
        items={items}
      />
      <div
        className={classes["list"]}
        ref={list}
        onScroll={handleScroll}
        data-testid="command-log"
        role="log"
        aria-label={t("dock.commands")}
      >
        {items.length === 0 && <p className={classes["none"]}>{nothing()}</p>}
        {items.length > shown && (
          <div className={classes["more"]}>
            <TextButton onClick={() => setShown(shown + pageLength)}>{t("dock.earlier")}</TextButton>
          </div>
        )}
        {items
          .slice(-shown)
          .map((item) =>
            item.type === "refusal" ? (
              <LogRefusal key={item.refusal.id} refusal={item.refusal} />
            ) : (
              <LogEntry
                key={`${item.entry.revision} ${item.entry.action} ${item.entry.at}`}
                entry={item.entry}
                isUndone={undone.has(item.entry.revision)}
              />
            ),
          )}
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
