import { Button, FileButton, Modal } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { scriptTextSchema } from "../../../shared/script-run.ts";
import { isLive } from "../../actions/enabled.ts";
import { connection } from "../../connection.ts";
import { useLab, useStore } from "../../store.ts";
import { useUi } from "../../ui-state.ts";
import classes from "./ScriptDialog.module.css";
import { ScriptOutput } from "./ScriptOutput.tsx";

/** A script, pasted or uploaded, runs in the lab's host; what it prints is seen as it comes. */
export function ScriptDialog() {
  const { t } = useTranslation();
  const isOpen = useUi((state) => state.dialog === "script");
  const openDialog = useUi((state) => state.openDialog);
  const canRun = useStore(isLive);
  const run = useLab((lab) => lab.script) ?? null;
  const [text, setText] = useState("");
  const isRunning = run !== null && run.end === null;
  const isTooLong = text !== "" && !scriptTextSchema.safeParse(text).success;
  return (
    <Modal
      opened={isOpen}
      onClose={() => openDialog(null)}
      title={t("script.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      lockScroll={false}
      size={860}
      radius="md"
      overlayProps={{ backgroundOpacity: 0.25 }}
      transitionProps={{ duration: 100, transition: "pop" }}
      data-testid="script-dialog"
    >
      <p className={classes["help"]}>{t("script.help")}</p>
      <textarea
        className={classes["text"]}
        aria-label={t("script.text")}
        placeholder={"ip netns add ns1\nip netns exec ns1 ip link"}
        value={text}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        data-autofocus
        data-testid="script-text"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {isTooLong && <p className={classes["wrong"]}>{t("script.notRunnable")}</p>}
      <div className={classes["buttons"]}>
        <FileButton accept=".sh,.bash,.txt,text/*" onChange={(file) => void file?.text().then(setText)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
              {t("script.upload")}
            </Button>
          )}
        </FileButton>
        <span className={classes["gap"]} />
        {isRunning ? (
          <Button
            color="red"
            variant="light"
            leftSection={<IconPlayerStop size={16} aria-hidden />}
            data-testid="script-stop"
            onClick={() => connection.stopScript()}
          >
            {t("script.stop")}
          </Button>
        ) : (
          <Button
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            disabled={!canRun || text.trim() === "" || isTooLong}
            data-testid="script-run"
            onClick={() => void connection.runScript(text)}
          >
            {t("script.run")}
          </Button>
        )}
      </div>
      {run !== null && <ScriptOutput run={run} />}
    </Modal>
  );
}
