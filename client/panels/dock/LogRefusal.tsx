import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "../../state.ts";
import classes from "./CommandLog.module.css";
import { LogHead } from "./LogHead.tsx";

/** A command that the kernel refused, with its words. What ran before it was taken back. */
export const LogRefusal = memo(function LogRefusal({ refusal }: { readonly refusal: Refusal }) {
  const { t } = useTranslation();
  const { at, command, output, records } = refusal;
  return (
    <article className={classes["entry"]} data-refused data-testid="log-refusal">
      <LogHead at={at} who={t("common.you")} records={records} commands={() => command}>
        <span className={classes["badge"]}>{t("dock.refused")}</span>
      </LogHead>
      <code className={classes["command"]}>{command}</code>
      <samp className={classes["output"]}>{output}</samp>
    </article>
  );
});
