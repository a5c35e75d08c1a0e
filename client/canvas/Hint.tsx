import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useUi } from "../ui-state.ts";
import classes from "./Hint.module.css";

const readMs = 5000;

/** What the tool in hand waits for, or why nothing came of the last gesture. */
export function Hint() {
  const { t } = useTranslation();
  const mode = useUi((ui) => ui.mode);
  const source = useUi((ui) => ui.source);
  const hint = useUi((ui) => ui.hint);
  const text =
    mode === "wire" || mode === "ping"
      ? t(`canvas.hint.${mode}${source === null ? "From" : "To"}`)
      : mode === "select"
        ? hint
        : t("canvas.hint.place");
  useEffect(() => {
    if (hint === null) return undefined;
    const timer = setTimeout(() => useUi.getState().setHint(null), readMs);
    return () => clearTimeout(timer);
  }, [hint]);
  if (text === null) return null;
  return (
    <div className={classes["hint"]} data-testid="hint">
      {text}
      {mode !== "select" && <kbd className={classes["key"]}>Esc</kbd>}
    </div>
  );
}
