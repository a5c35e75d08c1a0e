import { IconLayoutBottombarExpand, IconX } from "@tabler/icons-react";
import { useStore as useFlowStore } from "@xyflow/react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import type { TerminalState } from "../../shared/terminal.ts";
import { recordsOfKind } from "../../shared/topology.ts";
import { connection } from "../connection.ts";
import type { Position } from "../../shared/topology.ts";
import type { Size } from "../gestures/rectangle.ts";
import { useDock } from "../panels/dock/dock-state.ts";
import { terminalLabel } from "../panels/dock/terminal-label.ts";
import { useLab } from "../store.ts";
import { ToolButton } from "../ui/ToolButton.tsx";
import { useSize } from "../ui/use-size.ts";
import { useDrawing } from "./drawing.ts";
import classes from "./FloatingTerminals.module.css";
import { atEdge, besideCard, roomForNotes } from "./note-place.ts";
import { useCanvasSize } from "./use-canvas-size.ts";
import { onScreen, viewOf } from "./view.ts";

const TerminalView = lazy(() => import("../terminal/TerminalView.tsx"));
const none: readonly TerminalState[] = [];

/** The terminals that somebody put beside the cards of their namespaces; they go where these go. */
export function FloatingTerminals() {
  const terminals = useLab((lab) => lab.terminals) ?? none;
  const besideCards = useDock((dock) => dock.besideCards);
  return terminals
    .filter(({ id }) => besideCards.has(id))
    .map((terminal) => (
      <FloatingTerminal key={terminal.id} terminal={terminal} name={terminalLabel(terminal, terminals)} />
    ));
}

interface FloatingTerminalProps {
  readonly terminal: TerminalState;
  readonly name: string;
}

function FloatingTerminal({ terminal, name }: FloatingTerminalProps) {
  const { t } = useTranslation();
  const lab = useLab(({ id }) => id) ?? "";
  const putBesideCard = useDock((dock) => dock.putBesideCard);
  const [ref, size] = useSize();
  const { x, y } = usePlace(terminal.namespace, size ?? usualSize);
  return (
    <section
      ref={ref}
      className={classes["window"]}
      aria-label={t("terminals.label", { name })}
      data-testid="floating-terminal"
      data-own-keys
      // Between two pixels, its letters would be blurred and its parts have seams.
      style={{ transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)` }}
    >
      <header className={classes["head"]}>
        <span className={classes["name"]}>{name}</span>
        <ToolButton
          icon={IconLayoutBottombarExpand}
          label={t("terminals.putBack")}
          size="sm"
          tooltip="left"
          testId="terminal-back"
          onClick={() => putBesideCard(terminal.id, false)}
        />
        <ToolButton
          icon={IconX}
          label={t("terminals.close")}
          size="sm"
          tooltip="left"
          onClick={() => connection.closeTerminal(terminal.id)}
        />
      </header>
      <Suspense>
        <TerminalView
          lab={lab}
          terminal={terminal}
          name={name}
          isWriter={terminal.writer.id === connection.author.id}
        />
      </Suspense>
    </section>
  );
}

/** As the style sheet has it, until somebody pulls at its corner. */
const usualSize: Size = { width: 440, height: 220 };

/** Beside its card, where it hides the least, and on the canvas wholly. */
function usePlace(namespace: string, size: Size): Position {
  const card = useLab(
    ({ document }) =>
      [...recordsOfKind(document.topology, "namespace")].find(({ name }) => name === namespace)?.id,
  );
  const rectangles = useDrawing(({ drawing }) => drawing.rectangles);
  const view = useFlowStore(useShallow(viewOf));
  const canvas = useCanvasSize();
  const { [card ?? ""]: drawn, ...others } = rectangles;
  // What stands under the canvas is in use, too.
  const room = roomForNotes(view, { ...canvas, below: 0 }, Object.values(others));
  return drawn === undefined ? atEdge(size, canvas, room) : besideCard(size, onScreen(view, drawn), room);
}
