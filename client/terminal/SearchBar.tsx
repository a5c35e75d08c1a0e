import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import input from "../ui/fields/Field.module.css";
import { ToolButton } from "../ui/ToolButton.tsx";
import classes from "./Terminal.module.css";

interface SearchBarProps {
  /** False when the text is nowhere. */
  readonly find: (text: string, direction: "next" | "previous") => boolean;
  readonly close: () => void;
}

export function SearchBar({ find, close }: SearchBarProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [isFound, setFound] = useState(true);
  useEffect(() => field.current?.focus(), []);
  const go = (direction: "next" | "previous", wanted = text) =>
    setFound(wanted === "" || find(wanted, direction));
  const handleKeys = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") close();
    // The newest is at the bottom: upwards is onwards.
    if (event.key === "Enter") go(event.shiftKey ? "next" : "previous");
  };
  return (
    <search className={classes["search"]}>
      <input
        ref={field}
        className={input["input"]}
        aria-label={t("terminals.search")}
        placeholder={t("terminals.search")}
        aria-invalid={!isFound}
        value={text}
        spellCheck={false}
        autoComplete="off"
        data-testid="terminal-search"
        onChange={(event) => {
          setText(event.target.value);
          go("previous", event.target.value);
        }}
        onKeyDown={handleKeys}
      />
      <output className={classes["notFound"]}>{isFound ? "" : t("terminals.notFound")}</output>
      <ToolButton
        icon={IconChevronUp}
        label={t("terminals.previous")}
        size="sm"
        onClick={() => go("previous")}
      />
      <ToolButton icon={IconChevronDown} label={t("terminals.next")} size="sm" onClick={() => go("next")} />
      <ToolButton icon={IconX} label={t("common.close")} size="sm" onClick={close} />
    </search>
  );
}
