import { useTranslation } from "react-i18next";
import type { PingSummary } from "../../../shared/ping.ts";
import { formatMilliseconds, formatPercent } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import classes from "./Pings.module.css";

interface PingFiguresProps {
  readonly summary: PingSummary;
  /** The last packet's RTT; null when it did not come back. */
  readonly now: number | null;
}

export function PingFigures({ summary, now }: PingFiguresProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rttMs, lossPercent, sent, received } = summary;
  const ms = (value: number | null | undefined) =>
    value === null || value === undefined ? "—" : formatMilliseconds(value, language);
  const figures = [
    ["now", ms(now)],
    ["min", ms(rttMs?.min)],
    ["mean", ms(rttMs?.mean)],
    ["max", ms(rttMs?.max)],
    ["p95", ms(rttMs?.p95)],
    ["loss", formatPercent(lossPercent, language)],
  ] as const;
  return (
    <dl className={classes["figures"]}>
      {figures.map(([name, text]) => (
        <div
          key={name}
          title={name === "loss" ? t("dock.lossOf", { lost: sent - received, sent }) : undefined}
        >
          <dt>{t(`dock.${name}`)}</dt>
          <dd data-testid={`ping-${name}`} data-bad={(name === "loss" && lossPercent > 0) || undefined}>
            {text}
          </dd>
        </div>
      ))}
    </dl>
  );
}
