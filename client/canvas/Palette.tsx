import { useRef, useState, type PointerEvent as ReactPointerEvent } from "react";
import { createPortal } from "react-dom";
import { useReactFlow } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { Tooltip } from "@mantine/core";
import { add, type Addable } from "../actions/add.ts";
import { actionById } from "../actions/index.ts";
import { useIsEnabled, useRunAction } from "../actions/run.ts";
import type { Action } from "../actions/action.ts";
import { shortcutText } from "../ui/shortcut-text.ts";
import { useUi } from "../ui-state.ts";
import classes from "./Palette.module.css";

const addables: readonly Addable[] = ["namespace", "bridge", "router", "container", "network"];
const clickDistance = 5;

/** What can be put on the canvas, and the two tools: dragged, or clicked and then placed by a click. */
export function Palette() {
  const { t } = useTranslation();
  return (
    <div
      className={classes["palette"]}
      data-palette
      role="toolbar"
      aria-orientation="vertical"
      aria-label={t("canvas.palette")}
    >
      {addables.map((kind) => (
        <AddButton key={kind} kind={kind} />
      ))}
      <hr className={classes["line"]} />
      <ToolButton tool="wire" />
      <ToolButton tool="ping" />
    </div>
  );
}

function ToolButton({ tool }: { readonly tool: "wire" | "ping" }) {
  const action = actionById(tool);
  const run = useRunAction();
  const isOn = useUi((ui) => ui.mode === tool);
  return <PaletteButton action={action} name={tool} pressed={isOn} onClick={() => run(action)} />;
}

function AddButton({ kind }: { readonly kind: Addable }) {
  const action = actionById(`add-${kind}`);
  const run = useRunAction();
  const isOn = useUi((ui) => ui.mode === `add-${kind}`);
  const { ghost, onPointerDown, wasDragged } = usePaletteDrag(kind);
  const onClick = (detail: number) => {
    if (wasDragged()) return;
    // From the keyboard there is no second click to place it with.
    if (detail === 0) run(action);
    else useUi.getState().setMode(isOn ? "select" : `add-${kind}`);
  };
  const Icon = action.icon;
  return (
    <>
      <PaletteButton
        action={action}
        name={kind}
        pressed={isOn}
        onClick={onClick}
        onPointerDown={onPointerDown}
      />
      {ghost !== null &&
        createPortal(
          <div
            className={classes["ghost"]}
            data-kind={kind}
            style={{ transform: `translate(${ghost.x}px, ${ghost.y}px)` }}
          >
            {Icon !== undefined && <Icon size={22} stroke={1.75} />}
          </div>,
          document.body,
        )}
    </>
  );
}

interface PaletteButtonProps {
  readonly action: Action;
  readonly name: Addable | "wire" | "ping";
  readonly pressed: boolean;
  readonly onClick: (detail: number) => void;
  readonly onPointerDown?: (event: ReactPointerEvent) => void;
}

function PaletteButton({ action, name, pressed, onClick, onPointerDown }: PaletteButtonProps) {
  const { t } = useTranslation();
  const isEnabled = useIsEnabled(action);
  const [shortcut] = action.shortcuts;
  const Icon = action.icon;
  return (
    <Tooltip
      label={`${t(action.labelKey)} (${shortcutText(shortcut ?? "")})`}
      position="right"
      openDelay={300}
      withinPortal
    >
      <button
        type="button"
        className={classes["button"]}
        data-testid={`palette-${name}`}
        aria-label={t(action.labelKey)}
        aria-pressed={pressed}
        aria-disabled={!isEnabled}
        onClick={(event) => (isEnabled ? onClick(event.detail) : undefined)}
        {...(onPointerDown !== undefined && isEnabled && { onPointerDown })}
      >
        {Icon !== undefined && <Icon size={22} stroke={1.75} aria-hidden />}
        <span className={classes["label"]} aria-hidden>
          {t(`canvas.tools.${name}`)}
        </span>
      </button>
    </Tooltip>
  );
}

/** By pointer events and not the browser's drag and drop: that has no touch, and shows a picture of the button. */
function usePaletteDrag(kind: Addable) {
  const { screenToFlowPosition } = useReactFlow();
  const [ghost, setGhost] = useState<{ x: number; y: number } | null>(null);
  const dragged = useRef(false);
  const onPointerDown = (down: ReactPointerEvent) => {
    if (down.button !== 0) return;
    dragged.current = false;
    const controller = new AbortController();
    const { signal } = controller;
    const move = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > clickDistance)
        dragged.current = true;
      if (dragged.current) setGhost({ x: event.clientX, y: event.clientY });
    };
    const stop = () => {
      controller.abort();
      setGhost(null);
    };
    const up = (event: PointerEvent) => {
      stop();
      if (dragged.current && isOverCanvas(event))
        void add(kind, screenToFlowPosition({ x: event.clientX, y: event.clientY }));
    };
    window.addEventListener("pointermove", move, { signal });
    window.addEventListener("pointerup", up, { signal });
    window.addEventListener("pointercancel", stop, { signal });
    window.addEventListener("keydown", (event) => (event.key === "Escape" ? stop() : undefined), { signal });
  };
  return { ghost, onPointerDown, wasDragged: () => dragged.current };
}

/** Also over what an empty canvas offers; not over the palette, where a drag is taken back. */
function isOverCanvas(event: PointerEvent): boolean {
  const element = document.elementFromPoint(event.clientX, event.clientY);
  return element?.closest("[data-canvas]") !== null && element?.closest("[data-palette]") === null;
}
