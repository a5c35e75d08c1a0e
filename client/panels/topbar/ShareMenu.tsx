import { Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileTypeSvg, IconJson, IconLink, IconPhoto, IconShare2 } from "@tabler/icons-react";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import { actionById } from "../../actions/index.ts";
import { useRunAction } from "../../actions/run.ts";
import { useLab } from "../../store.ts";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { copyText } from "../../ui/use-copy.ts";
import { downloadLab } from "../labs/download-lab.ts";

export function ShareMenu() {
  const { t } = useTranslation();
  const run = useRunAction();
  const id = useLab((lab) => lab.id);
  return (
    <MenuButton icon={IconShare2} label={t("topbar.share")} testId="topbar-share">
      <Menu.Item
        leftSection={<IconLink size={16} aria-hidden />}
        data-testid="share-link"
        onClick={() => void copyLink()}
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
    </MenuButton>
  );
}

async function copyLink(): Promise<void> {
  const isCopied = await copyText(location.origin + location.pathname);
  notifications.show({
    message: i18next.t(isCopied ? "topbar.linkCopied" : "common.notCopied"),
    autoClose: 2500,
  });
}
