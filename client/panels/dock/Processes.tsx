import { VisuallyHidden } from "@mantine/core";
import { IconPlayerStop } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LabProcess } from "../../../shared/terminal.ts";
import { actionById } from "../../actions/index.ts";
import { endProcess, listProcesses } from "../../api.ts";
import { orShowProblem } from "../../show-problem.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { ToolButton } from "../../ui/ToolButton.tsx";
import classes from "./Terminals.module.css";

const everyMs = 2000;

/** What was started in terminals and runs, also of those that are closed. */
export function Processes({ lab }: { readonly lab: string }) {
  const { t } = useTranslation();
  const { processes, end } = useProcesses(lab);
  if (processes?.length === 0) return <p className={classes["none"]}>{t("terminals.noProcesses")}</p>;
  return (
    <div className={classes["processes"]}>
      <table className={classes["table"]} aria-label={t("terminals.processes")}>
        <thead>
          <tr>
            <th scope="col">PID</th>
            <th scope="col">{t("common.kinds.namespace")}</th>
            <th scope="col">{t("terminals.command")}</th>
            <th scope="col">
              <VisuallyHidden>{t("dock.verbs")}</VisuallyHidden>
              <ActionButton action={actionById("restart-lab")} />
            </th>
          </tr>
        </thead>
        <tbody>
          {processes?.map(({ pid, namespace, command }) => (
            <tr key={pid} data-testid="process">
              <td>{pid}</td>
              <td>{namespace ?? "–"}</td>
              <td className={classes["command"]} title={command}>
                {command}
              </td>
              <td>
                <ToolButton
                  icon={IconPlayerStop}
                  label={t("terminals.end", { command })}
                  size="sm"
                  tooltip="left"
                  testId="process-end"
                  onClick={() => void end(pid)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Asked for again and again: no bell rings for them. */
function useProcesses(lab: string) {
  const [processes, setProcesses] = useState<readonly LabProcess[] | null>(null);
  useEffect(() => {
    let isShown = true;
    // The page says by itself that the server is away; the list stands as it was.
    const read = () =>
      listProcesses(lab).then(
        (found) => (isShown ? setProcesses(found) : undefined),
        () => undefined,
      );
    void read();
    const timer = setInterval(() => void read(), everyMs);
    return () => {
      isShown = false;
      clearInterval(timer);
    };
  }, [lab]);
  const end = async (pid: number) => {
    await orShowProblem(endProcess(lab, pid));
    setProcesses((known) => known?.filter((process) => process.pid !== pid) ?? null);
  };
  return { processes, end };
}
