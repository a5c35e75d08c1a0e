import { ActionIcon, Menu } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconFileTypeSvg, IconJson, IconLink, IconPhoto, IconShare2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { actionById } from "../../actions/index.ts";
import { useRunAction } from "../../actions/run.ts";
import { useLab } from "../../store.ts";
import { downloadLab } from "../labs/download-lab.ts";

export function ShareMenu() {
  const { t } = useTranslation();
  const run = useRunAction();
  const clipboard = useClipboard();
  const id = useLab((lab) => lab.id);
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t("topbar.share")}
          title={t("topbar.share")}
          data-testid="topbar-share"
        >
          <IconShare2 size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconLink size={16} aria-hidden />}
          onClick={() => {
            clipboard.copy(location.origin + location.pathname);
            notifications.show({ message: t("topbar.linkCopied"), autoClose: 2500 });
          }}
        >
          {t("topbar.copyLink")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconJson size={16} aria-hidden />}
          data-testid="share-json"
          onClick={() => id !== undefined && void downloadLab(id)}
        >
          {t("topbar.downloadJson")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileTypeSvg size={16} aria-hidden />}
          data-testid="share-svg"
          onClick={() => run(actionById("export-svg"))}
        >
          {t("topbar.downloadSvg")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPhoto size={16} aria-hidden />}
          data-testid="share-png"
          onClick={() => run(actionById("export-png"))}
        >
          {t("topbar.downloadPng")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
