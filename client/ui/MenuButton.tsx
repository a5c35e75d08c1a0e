import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import type { TablerIcon } from "@tabler/icons-react";
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";

interface MenuButtonProps {
  readonly icon: TablerIcon;
  readonly label: string;
  readonly testId: string;
  /** What is chosen takes the focus; only Escape gives it back to the button. */
  readonly leadsAway?: boolean;
  /** The menu's items. */
  readonly children: ReactNode;
}

/** A button of the bars that opens a menu; its name is in the tooltip and for screen readers. */
export function MenuButton({ icon: Icon, label, testId, leadsAway = false, children }: MenuButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const giveBack = (event: KeyboardEvent) => {
    if (event.key === "Escape") button.current?.focus();
  };
  return (
    // Without the placeholder the first item takes the focus: it is no menu's child to a screen reader.
    <Menu
      position="bottom-end"
      shadow="md"
      withinPortal
      opened={isOpen}
      onChange={setOpen}
      returnFocus={!leadsAway}
      withInitialFocusPlaceholder={false}
    >
      <Tooltip label={label} openDelay={350} withinPortal disabled={isOpen}>
        <Menu.Target>
          <ActionIcon
            ref={button}
            variant="subtle"
            color="gray"
            size={32}
            aria-label={label}
            data-testid={testId}
          >
            <Icon size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown onKeyDown={giveBack}>{children}</Menu.Dropdown>
    </Menu>
  );
}
