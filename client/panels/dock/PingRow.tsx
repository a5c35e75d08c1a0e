import { IconPlayerPlay, IconPlayerStop, IconX } from "@tabler/icons-react";
import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { summarizePing } from "../../../shared/ping.ts";
import { connection } from "../../connection.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import type { ClientPing } from "../../state.ts";
import { useLab } from "../../store.ts";
import { ToolButton } from "../../ui/ToolButton.tsx";
import { useDock } from "./dock-state.ts";
import { PingFigures } from "./PingFigures.tsx";
import { eventText, lastWord, namespaceName, outcomesOf, pingState, targetName } from "./ping-words.ts";
import classes from "./Pings.module.css";
import { Sparkline } from "./Sparkline.tsx";

const sparklineLength = 60;

/** One stream: where it goes, how it does, and what was said last. */
export const PingRow = memo(function PingRow({ ping: { ping, events } }: { readonly ping: ClientPing }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const from = useLab((lab) => namespaceName(ping.from, lab.document.topology));
  const to = useLab((lab) => targetName(ping.to, lab.document.topology));
  const outcomes = useMemo(() => outcomesOf(events, sparklineLength), [events]);
  const summary = useMemo(() => summarizePing(events), [events]);
  const state = pingState(ping.running, outcomes);
  const last = lastWord(events);
  const names = { from: from ?? t("dock.gone"), to: to ?? t("dock.gone") };
  return (
    <li
      className={classes["ping"]}
      data-state={state}
      data-testid="ping-row"
      aria-label={t("dock.fromTo", names)}
    >
      <div className={classes["where"]}>
        <strong>
          {names.from} → {names.to}
        </strong>
        <span className={classes["state"]} data-testid="ping-state">
          {t(`dock.state.${state}`)}
        </span>
      </div>
      <Sparkline outcomes={outcomes} />
      <PingFigures summary={summary} now={outcomes.at(-1)?.rttMs ?? null} />
      <PingButtons ping={ping} canRestart={from !== null && to !== null} />
      <p className={classes["last"]} data-testid="ping-last">
        {last === undefined ? "" : eventText(last, ping.intervalMs, t, language)}
      </p>
    </li>
  );
});

interface PingButtonsProps {
  readonly ping: ClientPing["ping"];
  readonly canRestart: boolean;
}

function PingButtons({ ping, canRestart }: PingButtonsProps) {
  const { t } = useTranslation();
  const hide = useDock((state) => state.hidePing);
  const stop = () => connection.stopPing(ping.id);
  const restart = async () => {
    const outcome = await connection.startPing(ping.from, ping.to, ping.intervalMs, null);
    if (outcome.ok) hide(ping.id);
  };
  const remove = () => {
    if (ping.running) stop();
    hide(ping.id);
  };
  return (
    <span className={classes["buttons"]}>
      {ping.running ? (
        <ToolButton
          icon={IconPlayerStop}
          label={t("dock.stop")}
          size="sm"
          tooltip="left"
          testId="ping-stop"
          onClick={stop}
        />
      ) : (
        <ToolButton
          icon={IconPlayerPlay}
          label={t("dock.restart")}
          size="sm"
          tooltip="left"
          disabled={!canRestart}
          testId="ping-restart"
          onClick={() => void restart()}
        />
      )}
      <ToolButton
        icon={IconX}
        label={t("dock.removePing")}
        size="sm"
        tooltip="left"
        testId="ping-remove"
        onClick={remove}
      />
    </span>
  );
}
