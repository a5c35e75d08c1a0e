import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../ui/CopyButton.tsx";
import input from "../../ui/fields/Field.module.css";
import classes from "./CommandLog.module.css";
import { commandsOf, type LogItem } from "./log.ts";

interface LogToolsProps {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly onlySelected: boolean;
  readonly setOnlySelected: (onlySelected: boolean) => void;
  /** What the list shows, and what is copied. */
  readonly items: readonly LogItem[];
}

/** In the bar of the dock: which commands are listed, and all of them to take along. */
export function LogTools({ text, setText, onlySelected, setOnlySelected, items }: LogToolsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes["tools"]}>
      <input
        className={`${input["input"]} ${classes["filter"]}`}
        type="search"
        aria-label={t("dock.filter")}
        placeholder={t("dock.filter")}
        value={text}
        spellCheck={false}
        autoComplete="off"
        data-testid="log-filter"
        onChange={(event) => setText(event.target.value)}
      />
      <Switch
        size="xs"
        label={t("dock.onlySelected")}
        checked={onlySelected}
        data-testid="log-only-selected"
        onChange={(event) => setOnlySelected(event.currentTarget.checked)}
      />
      <CopyButton label={t("dock.copyAll")} text={() => commandsOf(items)} testId="copy-all" />
    </div>
  );
}
