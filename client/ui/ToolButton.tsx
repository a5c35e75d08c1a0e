import { ActionIcon, Tooltip, type FloatingPosition } from "@mantine/core";
import type { TablerIcon } from "@tabler/icons-react";
import classes from "./ToolButton.module.css";
import { shortcutText } from "./shortcut-text.ts";

interface ToolButtonProps {
  readonly icon: TablerIcon;
  readonly label: string;
  readonly onClick: () => void;
  /** As the actions have it: `Mod+Z`. */
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly size?: "sm" | "md";
  readonly tooltip?: FloatingPosition;
  readonly testId?: string | undefined;
}

/** A button that is only a picture: its name is in the tooltip and for screen readers. */
export function ToolButton(props: ToolButtonProps) {
  const {
    icon: Icon,
    label,
    shortcut,
    disabled = false,
    pressed,
    size = "md",
    tooltip = "bottom",
    testId,
  } = props;
  const hint = shortcut === undefined ? label : `${label} (${shortcutText(shortcut)})`;
  return (
    <Tooltip label={hint} position={tooltip} openDelay={350} withinPortal>
      <ActionIcon
        className={classes["button"] ?? ""}
        variant={pressed === true ? "light" : "subtle"}
        color={pressed === true ? "indigo" : "gray"}
        size={size === "md" ? 32 : 24}
        aria-label={label}
        aria-pressed={pressed}
        // Not `disabled`: a disabled button shows no tooltip and falls out of the tab order while it has the focus.
        aria-disabled={disabled}
        data-testid={testId}
        {...(disabled ? { "data-disabled": true } : { onClick: props.onClick })}
      >
        <Icon size={size === "md" ? 18 : 15} stroke={1.75} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
