import { IconAlertTriangle, IconX } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ShownProblem } from "../state.ts";
import { useStore } from "../store.ts";
import { ProblemText } from "./ProblemText.tsx";
import classes from "./ProblemNote.module.css";
import { ToolButton } from "./ToolButton.tsx";

/** Long enough to read what the kernel said, aloud to a class. */
const shownMs = 20_000;

interface ProblemNoteProps {
  readonly shown: ShownProblem;
  /** What it is about, where that is not plain from where the note stands. */
  readonly where: string | null;
  readonly children?: ReactNode;
}

/** What went wrong, until it is read or dismissed; never in the way of the next gesture. */
export function ProblemNote({ shown, where, children }: ProblemNoteProps) {
  const { t } = useTranslation();
  const dismiss = useStore((state) => state.dismissProblem);
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    // While the pointer or the focus is on it, somebody reads it or wants to copy from it.
    if (isRead) return undefined;
    const timer = setTimeout(() => dismiss(shown.id), shownMs);
    return () => clearTimeout(timer);
  }, [isRead, dismiss, shown.id]);
  return (
    <div
      className={classes["note"]}
      data-testid="problem"
      data-kind={shown.problem.kind}
      onPointerEnter={() => setRead(true)}
      onPointerLeave={() => setRead(false)}
      onFocus={() => setRead(true)}
      onBlur={() => setRead(false)}
    >
      <IconAlertTriangle className={classes["icon"]} size={20} aria-hidden />
      <div className={classes["words"]}>
        <ProblemText problem={shown.problem} where={where} />
        {children}
      </div>
      <ToolButton
        icon={IconX}
        label={t("page.dismiss")}
        shortcut="Escape"
        size="sm"
        tooltip="left"
        testId="problem-dismiss"
        onClick={() => dismiss(shown.id)}
      />
    </div>
  );
}
