import { IconAlertTriangle, IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDock } from "../panels/dock/dock-state.ts";
import type { ShownProblem } from "../state.ts";
import { useStore } from "../store.ts";
import { ProblemText } from "./ProblemText.tsx";
import classes from "./Problems.module.css";
import { ToolButton } from "./ToolButton.tsx";
import { whereOf } from "./where.ts";

/** Long enough to read what the kernel said, aloud to a class. */
const shownMs = 20_000;

/** What went wrong lately, at the bottom; never in the way of the next gesture. */
export function Problems() {
  const { t } = useTranslation();
  const problems = useStore((state) => state.problems);
  const bottom = useBottom();
  return (
    <section
      className={classes["problems"]}
      style={{ bottom }}
      aria-label={t("page.problems")}
      aria-live="polite"
      data-testid="problems"
    >
      {problems.map((shown) => (
        <ProblemToast key={shown.id} shown={shown} />
      ))}
    </section>
  );
}

/** Above the dock, which holds what one may want to look at now. */
function useBottom(): number {
  const hasDock = useStore((state) => state.lab !== null);
  const { isOpen, height } = useDock();
  return 16 + (hasDock ? (isOpen ? height : 34) : 0);
}

function ProblemToast({ shown }: { readonly shown: ShownProblem }) {
  const { t } = useTranslation();
  const dismiss = useStore((state) => state.dismissProblem);
  const where = useStore(({ lab }) => whereOf(shown.problem, lab?.document.topology ?? {}));
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    // While the pointer or the focus is on it, somebody reads it or wants to copy from it.
    if (isRead) return undefined;
    const timer = setTimeout(() => dismiss(shown.id), shownMs);
    return () => clearTimeout(timer);
  }, [isRead, dismiss, shown.id]);
  return (
    <div
      className={classes["toast"]}
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
        <ShowIt records={shown.records} />
      </div>
      <ToolButton
        icon={IconX}
        label={t("page.dismiss")}
        size="sm"
        tooltip="left"
        testId="problem-dismiss"
        onClick={() => dismiss(shown.id)}
      />
    </div>
  );
}

/** Leads to what it is about, if that is still there. */
function ShowIt({ records }: Pick<ShownProblem, "records">) {
  const { t } = useTranslation();
  const isThere = useStore(({ lab }) => records.some((id) => lab?.document.topology[id] !== undefined));
  const select = useStore((state) => state.select);
  if (!isThere) return null;
  const show = () => {
    const topology = useStore.getState().lab?.document.topology ?? {};
    select(records.filter((id) => topology[id] !== undefined));
  };
  return (
    <button type="button" className={classes["show"]} onClick={show}>
      {t("page.show")}
    </button>
  );
}
