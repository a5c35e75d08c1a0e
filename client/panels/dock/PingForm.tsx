import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { hostId } from "../../../shared/names.ts";
import { recordsOfKind, type RecordId } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import { formatMilliseconds } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useLabShallow, useStore } from "../../store.ts";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { useCommit } from "../../ui/use-commit.ts";
import input from "../../ui/fields/Field.module.css";
import { useDock } from "./dock-state.ts";
import classes from "./Pings.module.css";
import { parseTarget } from "./ping-words.ts";

const intervals = [100, 200, 500, 1000, 2000, 5000] as const;
type Family = "" | "ipv4" | "ipv6";

interface PingFormProps {
  /** Fixed: the inspector's own namespace. */
  readonly from?: RecordId;
  /** All in one line. */
  readonly wide?: boolean;
}

export function PingForm({ from: fixedFrom, wide = false }: PingFormProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const list = useId();
  const namespaces = useLabShallow((lab) => [...recordsOfKind(lab.document.topology, "namespace")]) ?? [];
  const [chosenFrom, setFrom] = useState<RecordId | null>(null);
  const [to, setTo] = useState("");
  const [intervalMs, setIntervalMs] = useState(500);
  const [family, setFamily] = useState<Family>("");
  const { run, isPending, problem } = useCommit();
  const firstGuess = namespaces.find(({ id }) => id !== hostId)?.id ?? hostId;
  const from = fixedFrom ?? namespaces.find(({ id }) => id === chosenFrom)?.id ?? firstGuess;
  const start = async () => {
    const { lab } = useStore.getState();
    if (lab === null || to.trim() === "") return;
    const target = parseTarget(to, family === "" ? null : family, lab.document.topology);
    if (await run(() => connection.startPing(from, target, intervalMs, null)))
      useDock.getState().show("pings");
  };
  return (
    <form
      className={classes["form"]}
      data-wide={wide || undefined}
      data-testid="ping-form"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      {fixedFrom === undefined && (
        <label className={classes["labelled"]}>
          {t("dock.from")}
          <select
            className={input["input"]}
            value={from}
            data-testid="ping-from"
            onChange={(event) => setFrom(event.target.value)}
          >
            {namespaces.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className={classes["labelled"]}>
        {t("dock.to")}
        <input
          className={input["input"]}
          value={to}
          list={list}
          placeholder={t("dock.toPlaceholder")}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== null}
          data-testid="ping-to"
          onChange={(event) => setTo(event.target.value)}
        />
        <datalist id={list}>
          {namespaces
            .filter(({ id }) => id !== from)
            .map(({ id, name }) => (
              <option key={id} value={name}>
                {name}
              </option>
            ))}
        </datalist>
      </label>
      <label className={classes["labelled"]}>
        {t("dock.interval")}
        <select
          className={input["input"]}
          value={intervalMs}
          data-testid="ping-interval"
          onChange={(event) => setIntervalMs(Number(event.target.value))}
        >
          {intervals.map((ms) => (
            <option key={ms} value={ms}>
              {formatMilliseconds(ms, language)}
            </option>
          ))}
        </select>
      </label>
      <label className={classes["labelled"]}>
        {t("dock.family")}
        <select
          className={input["input"]}
          value={family}
          data-testid="ping-family"
          onChange={(event) => setFamily(asFamily(event.target.value))}
        >
          <option value="">{t("dock.familyAuto")}</option>
          <option value="ipv4">IPv4</option>
          <option value="ipv6">IPv6</option>
        </select>
      </label>
      <Button
        type="submit"
        size="compact-sm"
        loading={isPending}
        leftSection={<IconPlayerPlay size={14} aria-hidden />}
        data-testid="ping-start"
      >
        {t("dock.start")}
      </Button>
      <FieldMessage problem={problem} />
    </form>
  );
}

function asFamily(text: string): Family {
  return text === "ipv4" || text === "ipv6" ? text : "";
}
