import { useTranslation } from "react-i18next";
import type { Problem } from "../../shared/errors.ts";
import { problemWords } from "../i18n/problem-words.ts";
import { CopyButton } from "./CopyButton.tsx";
import { KernelSays } from "./KernelSays.tsx";
import classes from "./ProblemText.module.css";

interface ProblemTextProps {
  readonly problem: Problem;
  /** What it is about, where that is not plain from where this stands. */
  readonly where?: string | null;
}

/** What, why, what to do; then what the kernel was told and what it answered, to the letter. */
export function ProblemText({ problem, where = null }: ProblemTextProps) {
  const { t } = useTranslation();
  const words = problemWords(t, problem);
  return (
    <div className={classes["problem"]}>
      <strong className={classes["title"]}>{words.title}</strong>
      {where !== null && <code className={classes["where"]}>{where}</code>}
      <span className={classes["text"]}>{words.text}</span>
      {words.detail !== null && <span className={classes["detail"]}>{words.detail}</span>}
      {words.remedy !== null && (
        <p className={classes["remedy"]}>
          <code>{words.remedy}</code>
          <CopyButton text={() => words.remedy ?? ""} label={t("common.copy")} />
        </p>
      )}
      {words.output !== null && <KernelSays command={words.command} output={words.output} />}
    </div>
  );
}
