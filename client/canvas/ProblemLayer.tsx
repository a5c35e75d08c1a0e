import { ViewportPortal } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { problemWords } from "../i18n/problem-words.ts";
import type { RecordId } from "../../shared/topology.ts";
import { nodeOf } from "../gestures/names.ts";
import type { ShownProblem } from "../state.ts";
import { useLab, useStore } from "../store.ts";
import { useDrawing } from "./drawing.ts";
import classes from "./PingLayer.module.css";

/** Under each card that a gesture failed about: what went wrong, in a few words. The whole story is in the toast. */
export function ProblemLayer() {
  const problems = useStore((state) => state.problems);
  return (
    <ViewportPortal>
      {problems.map((shown) => (
        <Bubble key={shown.id} shown={shown} />
      ))}
    </ViewportPortal>
  );
}

function Bubble({ shown }: { readonly shown: ShownProblem }) {
  const { t } = useTranslation();
  const node = useLab(({ document }) => firstNode(document.topology, shown.records)) ?? null;
  const at = useDrawing(({ drawing }) => (node === null ? undefined : drawing.rectangles[node]));
  if (at === undefined) return null;
  const transform = `translate(${at.x + at.width / 2}px, ${at.y + at.height + 10}px) translate(-50%, 0)`;
  return (
    // The toast is what a screen reader hears.
    <div className={classes["failure"]} data-testid="problem-bubble" style={{ transform }} aria-hidden>
      ✕ {problemWords(t, shown.problem).title}
    </div>
  );
}

function firstNode(topology: Parameters<typeof nodeOf>[0], records: readonly RecordId[]): RecordId | null {
  for (const id of records) {
    const node = nodeOf(topology, id);
    if (node !== null) return node;
  }
  return null;
}
