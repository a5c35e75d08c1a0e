import { ActionIcon, Menu } from "@mantine/core";
import { IconCopy, IconDots, IconDownload, IconPencil, IconTrash } from "@tabler/icons-react";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import { maxLabName, type LabSummary } from "../../../shared/protocol.ts";
import { duplicateLab } from "../../api.ts";
import { useStore } from "../../store.ts";
import classes from "./LabCard.module.css";
import { deleteWithUndo } from "./delete-with-undo.tsx";
import { downloadLab } from "./download-lab.ts";
import { nextLabName } from "./lab-name.ts";
import { changeLabs } from "./use-labs.ts";

interface LabMenuProps {
  readonly lab: LabSummary;
  readonly rename: () => void;
}

export function LabMenu({ lab, rename }: LabMenuProps) {
  const { t } = useTranslation();
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      withinPortal
      returnFocus={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <ActionIcon
          className={classes["menu"] ?? ""}
          variant="default"
          size={28}
          aria-label={t("labs.more", { name: lab.name })}
          data-testid="lab-menu"
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={16} aria-hidden />}
          data-testid="lab-rename"
          onClick={rename}
        >
          {t("labs.rename")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={16} aria-hidden />}
          data-testid="lab-duplicate"
          onClick={() => void changeLabs(() => duplicateLab(lab.id, nameOfCopy(lab.name)))}
        >
          {t("labs.duplicate")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDownload size={16} aria-hidden />}
          data-testid="lab-download"
          onClick={() => void downloadLab(lab.id)}
        >
          {t("labs.download")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          data-testid="lab-delete"
          onClick={() => void deleteWithUndo(lab)}
        >
          {t("labs.delete")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Two labs of one name could not be told apart. Room is left for the number. */
function nameOfCopy(name: string): string {
  const copy = i18next.t("labs.copyOf", { name }).slice(0, maxLabName - 4);
  return nextLabName(
    useStore.getState().labs.map((lab) => lab.name),
    (number) => (number === 1 ? copy : `${copy} ${number}`),
  );
}
