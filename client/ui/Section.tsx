import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState, type ReactNode } from "react";
import classes from "./Section.module.css";

interface SectionProps {
  readonly title: string;
  /** How many are inside, or another short word. */
  readonly note?: string | number | undefined;
  /** Folded at first. */
  readonly folded?: boolean;
  readonly testId?: string;
  readonly children: ReactNode;
}

/** A part of the inspector that can be folded. */
export function Section({ title, note, folded = false, testId, children }: SectionProps) {
  const [isOpen, setOpen] = useState(!folded);
  const body = useId();
  return (
    <section className={classes["section"]} data-testid={testId}>
      <h3 className={classes["heading"]}>
        <button type="button" aria-expanded={isOpen} aria-controls={body} onClick={() => setOpen(!isOpen)}>
          <IconChevronRight className={classes["chevron"]} size={14} aria-hidden />
          {title}
          {note !== undefined && <span className={classes["note"]}>{note}</span>}
        </button>
      </h3>
      <div id={body} className={classes["body"]} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </section>
  );
}
