import { useStore as useFlowStore } from "@xyflow/react";
import { IconMaximize, IconMinus, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { actionById } from "../actions/index.ts";
import { useRunAction } from "../actions/run.ts";
import { ToolButton } from "../ui/ToolButton.tsx";
import classes from "./ZoomControls.module.css";

export function ZoomControls() {
  const { t } = useTranslation();
  const run = useRunAction();
  const percent = useFlowStore((state) => Math.round(state.transform[2] * 100));
  const button = (id: "zoom-in" | "zoom-out" | "zoom-fit", icon: typeof IconPlus) => {
    const action = actionById(id);
    return (
      <ToolButton
        icon={icon}
        label={t(action.labelKey)}
        shortcut={action.shortcuts[0]}
        tooltip="top"
        testId={id}
        onClick={() => run(action)}
      />
    );
  };
  return (
    <div className={classes["controls"]} role="toolbar" aria-label={t("canvas.zoom")}>
      {button("zoom-out", IconMinus)}
      <button
        type="button"
        className={classes["percent"]}
        aria-label={t("actions.zoom-100")}
        onClick={() => run(actionById("zoom-100"))}
      >
        {percent} %
      </button>
      {button("zoom-in", IconPlus)}
      {button("zoom-fit", IconMaximize)}
    </div>
  );
}
