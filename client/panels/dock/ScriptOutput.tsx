import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ScriptRun } from "../../../shared/script-run.ts";
import classes from "./Script.module.css";

/** What a script printed, and how it ended. Follows the end, unless the reader scrolled up. */
export function ScriptOutput({ run: { output, end } }: { readonly run: ScriptRun }) {
  const { t } = useTranslation();
  const box = useRef<HTMLPreElement>(null);
  const isFollowed = useRef(true);
  useEffect(() => {
    if (output === "" || box.current === null || !isFollowed.current) return;
    box.current.scrollTop = box.current.scrollHeight;
  }, [output]);
  const handleScroll = () => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = box.current ?? {};
    isFollowed.current = scrollTop + clientHeight >= scrollHeight - 4;
  };
  const words = () => {
    if (end === null) return t("script.running");
    if (end.endedBy !== "itself") return t(`script.ended.${end.endedBy}`);
    if (end.exitCode === 0) return t("script.done");
    return end.exitCode === null ? t("script.killed") : t("script.failed", { code: end.exitCode });
  };
  const outcome = end === null ? "running" : end.exitCode === 0 ? "done" : "failed";
  return (
    <>
      <output className={classes["outcome"]} data-outcome={outcome} data-testid="script-outcome">
        {words()}
      </output>
      <pre
        ref={box}
        className={classes["output"]}
        // Scrolled by the keyboard, too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="log"
        aria-label={t("script.output")}
        data-testid="script-output"
        onScroll={handleScroll}
      >
        {output === "" && end !== null ? t("script.printedNothing") : output}
      </pre>
    </>
  );
}
