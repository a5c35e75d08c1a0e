import { ReactFlowProvider } from "@xyflow/react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../store.ts";
import { useUi } from "../ui-state.ts";
import { Board } from "./Board.tsx";
import { ConnectLine } from "./ConnectLine.tsx";
import { FloatingTerminals } from "./FloatingTerminals.tsx";
import { Hint } from "./Hint.tsx";
import { KernelWords } from "./KernelWords.tsx";
import { Look } from "./Look.tsx";
import { Overview } from "./Overview.tsx";
import { Palette } from "./Palette.tsx";
import { PeopleLayer } from "./PeopleLayer.tsx";
import { PingLayer } from "./PingLayer.tsx";
import { ProblemLayer } from "./ProblemLayer.tsx";
import { StartingPoints } from "./StartingPoints.tsx";
import { useCanvasKeys } from "./use-canvas-keys.ts";
import { usePresence } from "./use-presence.ts";
import { useViewport } from "./use-viewport.ts";
import { ZoomControls } from "./ZoomControls.tsx";
import classes from "./Canvas.module.css";

export function Canvas() {
  return (
    <ReactFlowProvider>
      <Layers />
    </ReactFlowProvider>
  );
}

/** The drawing, what goes with it, and what floats above it. */
function Layers() {
  const { t } = useTranslation();
  const wrapper = useRef<HTMLElement>(null);
  const mode = useUi((ui) => ui.mode);
  const isStale = useStore((state) => state.connection !== "live");
  useCanvasKeys();
  const { onMove, placeOf } = useViewport(wrapper);
  const pointing = usePresence();
  return (
    <section
      ref={wrapper}
      className={classes["canvas"]}
      data-mode={mode}
      data-stale={isStale || undefined}
      data-testid="canvas"
      data-canvas
      aria-label={t("canvas.label")}
      {...pointing}
    >
      <Board onMove={onMove} placeOf={placeOf}>
        <Overview />
        <Look />
        <PingLayer />
        <ConnectLine />
        <PeopleLayer />
      </Board>
      <Palette />
      <ZoomControls />
      <StartingPoints />
      <Hint />
      <KernelWords wrapper={wrapper} />
      <FloatingTerminals />
      <ProblemLayer />
    </section>
  );
}
