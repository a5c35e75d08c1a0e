import { Button, FileButton } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop, IconUpload } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { scriptTextSchema } from "../../../shared/script-run.ts";
import { isLive } from "../../actions/enabled.ts";
import { matches } from "../../actions/shortcut.ts";
import { connection } from "../../connection.ts";
import { useLab, useStore } from "../../store.ts";
import { shortcutText } from "../../ui/shortcut-text.ts";
import { useDock } from "./dock-state.ts";
import classes from "./Script.module.css";
import { scriptTextId } from "./script-focus.ts";
import { ScriptOutput } from "./ScriptOutput.tsx";

const runKeys = "Mod+Enter";

/** A script, pasted or uploaded, runs in the lab's host; what it prints is seen as it comes, and above it what it does. */
export function ScriptTab() {
  const { t } = useTranslation();
  const { script: text, setScript: setText } = useDock();
  const isLabLive = useStore(isLive);
  const run = useLab((lab) => lab.script) ?? null;
  const isRunning = run !== null && run.end === null;
  const isTooLong = text !== "" && !scriptTextSchema.safeParse(text).success;
  const canRun = isLabLive && !isRunning && text.trim() !== "" && !isTooLong;
  const start = () => void connection.runScript(text);
  const runByKey = (event: KeyboardEvent) => {
    if (!matches(runKeys, event)) return;
    event.preventDefault();
    if (canRun) start();
  };
  return (
    <div className={classes["script"]}>
      <div className={classes["side"]}>
        <div className={classes["bar"]}>
          <FileButton accept=".sh,.bash,.txt,text/*" onChange={(file) => void file?.text().then(setText)}>
            {(props) => (
              <Button
                {...props}
                size="compact-sm"
                variant="default"
                leftSection={<IconUpload size={14} aria-hidden />}
              >
                {t("script.upload")}
              </Button>
            )}
          </FileButton>
          {isTooLong && <span className={classes["wrong"]}>{t("script.notRunnable")}</span>}
          <span className={classes["gap"]} />
          {isRunning ? (
            <Button
              size="compact-sm"
              color="red"
              variant="light"
              leftSection={<IconPlayerStop size={14} aria-hidden />}
              data-testid="script-stop"
              onClick={() => connection.stopScript()}
            >
              {t("script.stop")}
            </Button>
          ) : (
            <Button
              size="compact-sm"
              leftSection={<IconPlayerPlay size={14} aria-hidden />}
              rightSection={<span className={classes["keys"]}>{shortcutText(runKeys)}</span>}
              disabled={!canRun}
              data-testid="script-run"
              onClick={start}
            >
              {t("script.run")}
            </Button>
          )}
        </div>
        <textarea
          id={scriptTextId}
          className={classes["text"]}
          aria-label={t("script.text")}
          placeholder={"ip netns add ns1\nip netns exec ns1 ip link"}
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          data-testid="script-text"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={runByKey}
        />
      </div>
      <div className={classes["side"]}>
        {run === null ? <p className={classes["help"]}>{t("script.help")}</p> : <ScriptOutput run={run} />}
      </div>
    </div>
  );
}
