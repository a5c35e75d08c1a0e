import { useStore as useFlowStore } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import type { RecordId } from "../../shared/topology.ts";
import { leadTo } from "../actions/lead-to.ts";
import type { ShownProblem } from "../state.ts";
import { useLabShallow, useStore } from "../store.ts";
import { placeInFile, subjectOf, type ProblemSubject } from "../ui/problem-subject.ts";
import { ProblemNote } from "../ui/ProblemNote.tsx";
import { useDrawing } from "./drawing.ts";
import { AtEdge, BesideCard } from "./NoteStack.tsx";
import { isMiddleInSight, viewOf } from "./view.ts";
import classes from "./ProblemLayer.module.css";

/** What went wrong: beside the card it is about while that is in sight, else at an edge of the canvas. */
export function ProblemLayer() {
  const { t } = useTranslation();
  const problems = useStore((state) => state.problems);
  const lab = useLabShallow(({ document }) => ({ topology: document.topology }));
  const known = problems.map((shown) => ({ shown, subject: subjectOf(shown, lab?.topology ?? {}) }));
  const nodes = useNodesInSight(known.flatMap(({ subject }) => subject?.node ?? []));
  const elsewhere = known.filter(({ subject }) => subject === null || !nodes.includes(subject.node));
  return (
    <section
      className={classes["problems"]}
      aria-label={t("page.problems")}
      aria-live="polite"
      data-testid="problems"
    >
      {nodes.map((node) => (
        <BesideCard key={node} node={node}>
          {known.map(
            ({ shown, subject }) =>
              subject?.node === node && (
                <ProblemNote
                  key={shown.id}
                  shown={shown}
                  where={subject.record === node ? null : subject.name}
                />
              ),
          )}
        </BesideCard>
      ))}
      {elsewhere.length > 0 && (
        <AtEdge>
          {elsewhere.map(({ shown, subject }) => (
            <Elsewhere key={shown.id} shown={shown} subject={subject} />
          ))}
        </AtEdge>
      )}
    </section>
  );
}

function useNodesInSight(nodes: readonly RecordId[]): RecordId[] {
  const places = useDrawing(useShallow(({ drawing }) => nodes.map((node) => drawing.rectangles[node])));
  return useFlowStore(
    useShallow((flow) => {
      const seen = nodes.filter((_, index) => {
        const at = places[index];
        return at !== undefined && isMiddleInSight(viewOf(flow), flow, at);
      });
      return [...new Set(seen)];
    }),
  );
}

interface ElsewhereProps {
  readonly shown: ShownProblem;
  readonly subject: ProblemSubject | null;
}

/** About something out of sight, to which a button leads; or about the lab as a whole. */
function Elsewhere({ shown, subject }: ElsewhereProps) {
  const { t } = useTranslation();
  return (
    <ProblemNote shown={shown} where={subject?.name ?? placeInFile(shown.problem)}>
      {subject !== null && (
        <button type="button" className={classes["show"]} onClick={() => leadTo([subject.record])}>
          {t("page.show")}
        </button>
      )}
    </ProblemNote>
  );
}
