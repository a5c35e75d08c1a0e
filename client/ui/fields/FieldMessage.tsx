import { useEffect, useRef, type ReactNode } from "react";
import type { Problem } from "../../../shared/errors.ts";
import { ProblemText } from "../ProblemText.tsx";
import classes from "./Field.module.css";

interface FieldMessageProps {
  readonly problem: Problem | null;
  /** For `aria-describedby`. */
  readonly id?: string;
  /** What else there is to say of the field. */
  readonly children?: ReactNode;
}

/** Under a field: what is wrong with it, read out and brought into sight as it comes. */
export function FieldMessage({ problem, id, children }: FieldMessageProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem !== null) element.current?.scrollIntoView({ block: "nearest" });
  }, [problem]);
  return (
    <div className={classes["message"]} id={id} ref={element} aria-live="polite">
      {children}
      {problem !== null && <ProblemText problem={problem} />}
    </div>
  );
}
