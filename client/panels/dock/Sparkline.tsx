import { useTranslation } from "react-i18next";
import { formatMilliseconds } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import type { PingOutcome } from "./ping-words.ts";
import classes from "./Pings.module.css";

const height = 28;
const barWidth = 3;
const pitch = 4;
const shown = 60;

/** Answers stand on the ground, as high as they were slow; losses hang from above. Told in words to who cannot see it. */
export function Sparkline({ outcomes }: { readonly outcomes: readonly PingOutcome[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const rtts = outcomes.flatMap(({ rttMs }) => (rttMs === null ? [] : [rttMs]));
  const slowest = Math.max(...rtts, 0);
  const count = outcomes.length;
  const words = () => {
    if (count === 0) return t("dock.sparklineEmpty");
    if (rtts.length === 0) return t("dock.sparklineLost", { count });
    return t("dock.sparkline", {
      count,
      lost: count - rtts.length,
      max: formatMilliseconds(slowest, language),
    });
  };
  return (
    <svg
      className={classes["sparkline"]}
      viewBox={`0 0 ${shown * pitch} ${height}`}
      // Where there is less room the oldest go first.
      preserveAspectRatio="xMaxYMid slice"
      role="img"
      aria-label={words()}
    >
      {outcomes.map(({ sequence, rttMs }, at) => {
        const x = (shown - outcomes.length + at) * pitch;
        if (rttMs === null) return <LostBar key={sequence} x={x} />;
        const bar = slowest === 0 ? 2 : Math.max(2, (rttMs / slowest) * (height - 4));
        return (
          <rect
            key={sequence}
            className={classes["bar"]}
            x={x}
            y={height - bar}
            width={barWidth}
            height={bar}
            rx={1}
          />
        );
      })}
    </svg>
  );
}

function LostBar({ x }: { readonly x: number }) {
  return (
    <g className={classes["lostBar"]}>
      <rect x={x} y={0} width={barWidth} height={height} />
      <rect x={x} y={0} width={barWidth} height={9} rx={1} />
    </g>
  );
}
