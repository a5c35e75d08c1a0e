import { useTranslation } from "react-i18next";
import { useStore } from "../store.ts";
import { placeInFile } from "./problem-subject.ts";
import { ProblemNote } from "./ProblemNote.tsx";
import classes from "./Problems.module.css";

/** What went wrong lately where no canvas is, at the bottom. A canvas shows it beside what it is about. */
export function Problems() {
  const { t } = useTranslation();
  const problems = useStore((state) => state.problems);
  return (
    <section
      className={classes["problems"]}
      aria-label={t("page.problems")}
      aria-live="polite"
      data-testid="problems"
    >
      {problems.map((shown) => (
        <ProblemNote key={shown.id} shown={shown} where={placeInFile(shown.problem)} />
      ))}
    </section>
  );
}
