import { IconPointFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Action } from "../actions/action.ts";
import { useIsEnabled, useRunAction } from "../actions/run.ts";
import classes from "./ActionLine.module.css";
import { Shortcut } from "./Shortcut.tsx";

/** A verb as a line: icon, name and shortcut, as in a menu. */
export function ActionLine({ action }: { readonly action: Action }) {
  const { t } = useTranslation();
  const isEnabled = useIsEnabled(action);
  const run = useRunAction();
  const Icon = action.icon ?? IconPointFilled;
  const [shortcut] = action.shortcuts;
  return (
    <button
      type="button"
      className={classes["line"]}
      disabled={!isEnabled}
      data-testid={`action-${action.id}`}
      onClick={() => run(action)}
    >
      <Icon size={18} stroke={1.75} aria-hidden />
      <span className={classes["name"]}>{t(action.labelKey)}</span>
      {shortcut !== undefined && <Shortcut keys={shortcut} />}
    </button>
  );
}
