import { useEffect, useRef, type KeyboardEvent } from "react";
import { useUi } from "../ui-state.ts";
import classes from "./EditInPlace.module.css";

interface EditInPlaceProps {
  readonly value: string;
  readonly label: string;
  readonly save: (text: string) => void;
}

/** A name or addresses being typed where they stand. Enter and leaving save, Escape forgets. */
export function EditInPlace({ value, label, save }: EditInPlaceProps) {
  const input = useRef<HTMLInputElement>(null);
  // Closing takes the input away, and that fires `blur` once more.
  const closed = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  const close = (keep: boolean) => {
    if (closed.current) return;
    closed.current = true;
    if (keep) save(input.current?.value ?? value);
    const card = input.current?.closest<HTMLElement>("[data-record]");
    useUi.getState().edit(null);
    card?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    // Enter that ends the composition of a Chinese word is not meant for us.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") close(true);
    else if (event.key === "Escape") close(false);
  };
  return (
    <input
      ref={input}
      className={`${classes["input"] ?? ""} nodrag nopan`}
      defaultValue={value}
      aria-label={label}
      autoComplete="off"
      spellCheck={false}
      onKeyDown={onKeyDown}
      onBlur={() => close(true)}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}
