import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import classes from "./DockResizer.module.css";
import { maxDockHeight, minDockHeight, useDock } from "./dock-state.ts";

const keySteps: Readonly<Record<string, number>> = {
  ArrowUp: 24,
  ArrowDown: -24,
  PageUp: 120,
  PageDown: -120,
};

/** The dock's upper edge: drag it, or focus it and use the arrow keys. */
export function DockResizer() {
  const { t } = useTranslation();
  const { height, setHeight } = useDock();
  const start = useRef<{ readonly y: number; readonly height: number } | null>(null);
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { y: event.clientY, height };
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (start.current !== null) setHeight(start.current.height + start.current.y - event.clientY);
  };
  const end = () => {
    start.current = null;
  };
  const step = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = keySteps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setHeight(height + by);
  };
  return (
    <div
      className={classes["resizer"]}
      // A range input cannot be dragged along its whole length.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="slider"
      aria-orientation="vertical"
      aria-label={t("dock.resize")}
      aria-valuemin={minDockHeight}
      aria-valuemax={maxDockHeight}
      aria-valuenow={height}
      tabIndex={0}
      data-testid="dock-resizer"
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={step}
    />
  );
}
