import { useState, type KeyboardEvent } from "react";
import classes from "./Field.module.css";

interface PlainInputProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly invalid?: boolean;
  readonly className?: string | undefined;
  readonly testId?: string;
  /** Enter, or leaving the field with another text. */
  readonly commit: (text: string) => void;
  /** After the commit of an Enter. */
  readonly submit?: (() => void) | undefined;
}

/** A bare text input of a row whose messages stand elsewhere. Enter and leaving commit, Escape takes back, then leaves. */
export function PlainInput(props: PlainInputProps) {
  const { label, value, placeholder, invalid = false, className = "", testId, commit, submit } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [seen, setSeen] = useState(value);
  // What was asked for has come, or somebody else changed it: the draft is over.
  if (seen !== value) {
    setSeen(value);
    setDraft(null);
  }
  const finish = () => {
    const text = draft?.trim() ?? value;
    if (text !== value) commit(text);
  };
  const handleKeys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (draft !== null || !(event.ctrlKey || event.metaKey)) event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape" && draft === null) event.currentTarget.blur();
    if (event.key === "Escape") setDraft(null);
    if (event.key !== "Enter") return;
    finish();
    submit?.();
  };
  return (
    <input
      className={`${classes["input"]} ${classes["mono"]} ${className}`}
      aria-label={label}
      aria-invalid={invalid}
      value={draft ?? value}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      data-settled={draft === null || undefined}
      data-testid={testId}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={finish}
      onKeyDown={handleKeys}
    />
  );
}
