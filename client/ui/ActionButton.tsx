import { IconPointFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Action } from "../actions/action.ts";
import { useIsEnabled, useRunAction } from "../actions/run.ts";
import { ToolButton } from "./ToolButton.tsx";

interface ActionButtonProps {
  readonly action: Action;
  readonly testId?: string;
}

/** A verb as a button: its icon, with its name and shortcut in the tooltip. */
export function ActionButton({ action, testId }: ActionButtonProps) {
  const { t } = useTranslation();
  const isEnabled = useIsEnabled(action);
  const run = useRunAction();
  return (
    <ToolButton
      icon={action.icon ?? IconPointFilled}
      label={t(action.labelKey)}
      shortcut={action.shortcuts[0]}
      disabled={!isEnabled}
      testId={testId ?? `action-${action.id}`}
      onClick={() => run(action)}
    />
  );
}
