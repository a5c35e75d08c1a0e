import { useTranslation } from "react-i18next";
import type { PingSummary } from "../../../shared/ping.ts";
import { formatPercent, formatRtt } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import classes from "./Pings.module.css";

/** In the order of their columns; all but the loss in milliseconds. */
export const figureNames = ["now", "min", "mean", "max", "p95", "loss"] as const;
type FigureName = (typeof figureNames)[number];

interface PingFiguresProps {
  readonly summary: PingSummary;
  /** The last packet's RTT; null when it did not come back. */
  readonly now: number | null;
}

/** The cells of one ping's figures. */
export function PingFigures({ summary, now }: PingFiguresProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rttMs, lossPercent, sent, received } = summary;
  const textOf = (name: FigureName) => {
    if (name === "loss") return formatPercent(lossPercent, language);
    const ms = name === "now" ? now : rttMs?.[name];
    return ms === null || ms === undefined ? "–" : formatRtt(ms, language);
  };
  return figureNames.map((name) => (
    <td
      key={name}
      className={classes["figure"]}
      title={name === "loss" ? t("dock.lossOf", { lost: sent - received, sent }) : undefined}
      data-bad={(name === "loss" && lossPercent > 0) || undefined}
      data-testid={`ping-${name}`}
    >
      {name === "loss" ? textOf(name) : <Aligned text={textOf(name)} />}
    </td>
  ));
}

/** Characters behind the longest whole number: a point and three digits. */
const fractionLength = 4;

/** The decimal point stands below the one above, however many digits follow it. */
function Aligned({ text }: { readonly text: string }) {
  const point = text.indexOf(".");
  const missing = point === -1 ? fractionLength : fractionLength - (text.length - point);
  return <span style={{ paddingRight: `${missing}ch` }}>{text}</span>;
}
