import { Menu } from "@mantine/core";
import { IconShare2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { actionById } from "../../actions/index.ts";
import { useRunAction } from "../../actions/run.ts";
import { MenuButton } from "../../ui/MenuButton.tsx";

/** The lab as a link, a file, a script or a picture. */
const offered = [
  { id: "copy-link", testId: "share-link" },
  { id: "download-lab", testId: "share-json" },
  { id: "download-script", testId: "share-script" },
  { id: "copy-script", testId: "share-copy-script" },
  { id: "export-containerlab", testId: "share-containerlab" },
  { id: "export-mermaid", testId: "share-mermaid" },
  { id: "export-svg", testId: "share-svg" },
  { id: "export-png", testId: "share-png" },
] as const;

export function ShareMenu() {
  const { t } = useTranslation();
  const run = useRunAction();
  return (
    <MenuButton icon={IconShare2} label={t("topbar.share")} testId="topbar-share">
      {offered.map(({ id, testId }) => {
        const action = actionById(id);
        const Icon = action.icon ?? IconShare2;
        return (
          <Menu.Item
            key={id}
            leftSection={<Icon size={16} aria-hidden />}
            data-testid={testId}
            onClick={() => run(action)}
          >
            {t(action.labelKey)}
          </Menu.Item>
        );
      })}
    </MenuButton>
  );
}
