import { IconFocus2 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "../../../shared/topology.ts";
import { leadTo } from "../../actions/lead-to.ts";
import { formatClock } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useLab, useStore } from "../../store.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { ToolButton } from "../../ui/ToolButton.tsx";
import classes from "./CommandLog.module.css";
import { stillShown } from "./log.ts";

interface LogHeadProps {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly who: string;
  readonly records: readonly RecordId[];
  readonly commands: () => string;
  /** What was done, and what became of it. */
  readonly children: ReactNode;
}

/** When, who and what; leads to what was touched, as far as it is still there. */
export function LogHead({ at, who, records, commands, children }: LogHeadProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const isThere = useLab((lab) => records.some((id) => lab.document.topology[id] !== undefined)) ?? false;
  const show = () => {
    const { lab } = useStore.getState();
    if (lab !== null) leadTo(stillShown(records, lab.document.topology));
  };
  return (
    <header className={classes["head"]}>
      <time className={classes["time"]} dateTime={new Date(at).toISOString()}>
        {formatClock(at, language)}
      </time>
      <span className={classes["who"]}>{who}</span>
      {children}
      <span className={classes["tail"]}>
        <ToolButton
          icon={IconFocus2}
          label={t("dock.showTouched")}
          size="sm"
          tooltip="left"
          disabled={!isThere}
          onClick={show}
        />
        <CopyButton label={t("dock.copyEntry")} text={commands} testId="copy-entry" />
      </span>
    </header>
  );
}
