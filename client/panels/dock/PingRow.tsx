import { IconPlayerPlay, IconPlayerStop, IconX } from "@tabler/icons-react";
import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { summarizePing } from "../../../shared/ping.ts";
import { connection } from "../../connection.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import type { ClientPing } from "../../state.ts";
import { useLab, useLabShallow, useStore } from "../../store.ts";
import { ToolButton } from "../../ui/ToolButton.tsx";
import { useDock } from "./dock-state.ts";
import { isDeafToErrors, obstacleOf } from "./obstacle.ts";
import { PingFigures } from "./PingFigures.tsx";
import {
  eventText,
  lastWord,
  namespaceName,
  obstacleText,
  outcomesOf,
  pingState,
  targetName,
} from "./ping-words.ts";
import classes from "./Pings.module.css";
import { Sparkline } from "./Sparkline.tsx";

const sparklineLength = 60;

/** One stream: where it goes, how it does, and what was said last. */
export const PingRow = memo(function PingRow({ ping: shown }: { readonly ping: ClientPing }) {
  const { ping, events, isCutOff = false } = shown;
  const { t } = useTranslation();
  const language = useLanguage();
  const from = useLab((lab) => namespaceName(ping.from, lab.document.topology));
  const to = useLab((lab) => targetName(ping.to, lab.document.topology));
  const outcomes = useMemo(() => outcomesOf(events, sparklineLength), [events]);
  const summary = useMemo(() => summarizePing(events), [events]);
  const isLost = useStore((store) => store.connection === "lost");
  const state = isLost && ping.running ? "unheard" : pingState(ping.running, outcomes);
  const last = lastWord(events, ping.intervalMs);
  const lastText = last === undefined ? "" : eventText(last, ping.intervalMs, t, language);
  const names = { from: from ?? t("dock.gone"), to: to ?? t("dock.gone") };
  return (
    <tr data-state={state} data-testid="ping-row" aria-label={t("dock.fromTo", names)}>
      <td className={classes["where"]}>
        <div className={classes["ends"]}>
          <strong title={`${names.from} → ${names.to}`}>
            {names.from} → {names.to}
          </strong>
          <output className={classes["state"]} data-testid="ping-state">
            {t(`dock.state.${state}`)}
          </output>
        </div>
        <p>
          <span className={classes["last"]} data-testid="ping-last">
            {isCutOff ? t("dock.cutOff") : lastText}
          </span>{" "}
          {state === "silent" && <Seen ping={shown} isTold={last?.type !== "lost"} />}
        </p>
      </td>
      <td>
        <Sparkline outcomes={outcomes} />
      </td>
      <PingFigures summary={summary} now={outcomes.at(-1)?.rttMs ?? null} />
      <td>
        <PingButtons ping={ping} names={names} canRestart={from !== null && to !== null} />
      </td>
    </tr>
  );
});

interface SeenProps {
  readonly ping: ClientPing;
  /** The kernel gave a reason itself. */
  readonly isTold: boolean;
}

/** Where the kernel says nothing, what can be seen on the way may. */
function Seen({ ping, isTold }: SeenProps) {
  const { t } = useTranslation();
  const obstacle = useLabShallow((lab) => obstacleOf(lab, ping)) ?? null;
  const isDeaf = useLab((lab) => isDeafToErrors(lab, ping.ping.from)) ?? false;
  if (obstacle === null) return null;
  return (
    <span className={classes["seen"]} data-testid="ping-seen">
      {t("dock.seen", { what: obstacleText(obstacle, t) })}
      {isDeaf && !isTold && ` ${t("dock.deaf")}`}
    </span>
  );
}

interface PingButtonsProps {
  readonly ping: ClientPing["ping"];
  readonly names: { readonly from: string; readonly to: string };
  readonly canRestart: boolean;
}

function PingButtons({ ping, names, canRestart }: PingButtonsProps) {
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
  const button = { size: "sm", tooltip: "left" } as const;
  return (
    <span className={classes["buttons"]}>
      {ping.running ? (
        <ToolButton
          {...button}
          icon={IconPlayerStop}
          label={t("dock.stop", names)}
          testId="ping-stop"
          onClick={stop}
        />
      ) : (
        <ToolButton
          {...button}
          icon={IconPlayerPlay}
          label={t("dock.restart", names)}
          disabled={!canRestart}
          testId="ping-restart"
          onClick={() => void restart()}
        />
      )}
      <ToolButton
        {...button}
        icon={IconX}
        label={t("dock.removePing", names)}
        testId="ping-remove"
        onClick={remove}
      />
    </span>
  );
}
