import { Button } from "@mantine/core";
import { IconAlertTriangle, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "../../shared/topology.ts";
import { connection } from "../connection.ts";
import { stillShown } from "../panels/dock/log.ts";
import { refusedIn } from "../refused.ts";
import { useLab, useStore } from "../store.ts";
import { KernelSays } from "./KernelSays.tsx";
import classes from "./RefusedNotice.module.css";
import { ToolButton } from "./ToolButton.tsx";

/** Another kernel took more of this lab than this one: what is drawn but not there, why, and what can be done. */
export function RefusedNotice() {
  const { t } = useTranslation();
  const refused = useLab(refusedIn) ?? [];
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  if (refused.every(({ command }) => read.has(command))) return null;
  // The first says most: the others often follow from it.
  const [first, ...others] = refused;
  const records = [...new Set(refused.map(({ step }) => step.record))];
  return (
    <section className={classes["notice"]} role="alert" data-testid="refused">
      <IconAlertTriangle size={20} aria-hidden />
      <div>
        <h2>{t("page.refusedTitle", { count: refused.length })}</h2>
        <p>{t("page.refusedHelp")}</p>
        {first !== undefined && <KernelSays command={first.command} output={first.output} />}
        <div className={classes["buttons"]}>
          <Button
            size="compact-sm"
            variant="light"
            data-testid="refused-retry"
            onClick={() => void connection.restore(records)}
          >
            {t("page.tryAgain")}
          </Button>
          <Button size="compact-sm" variant="subtle" data-testid="refused-show" onClick={() => show(records)}>
            {t("page.show")}
          </Button>
          {others.length > 0 && <span>{t("page.refusedMore", { count: others.length })}</span>}
        </div>
      </div>
      <ToolButton
        icon={IconX}
        label={t("page.dismiss")}
        size="sm"
        tooltip="left"
        testId="refused-dismiss"
        onClick={() => setRead(new Set(refused.map(({ command }) => command)))}
      />
    </section>
  );
}

function show(records: readonly RecordId[]): void {
  const { lab, select } = useStore.getState();
  if (lab !== null) select(stillShown(records, lab.document.topology));
}
