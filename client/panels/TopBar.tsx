import { VisuallyHidden } from "@mantine/core";
import { IconCommand, IconHelp, IconLayoutGrid } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { actionById } from "../actions/index.ts";
import { navigate } from "../route.ts";
import { useLab, useStore } from "../store.ts";
import { ActionButton } from "../ui/ActionButton.tsx";
import { LostBanner } from "../ui/LostBanner.tsx";
import { ToolButton } from "../ui/ToolButton.tsx";
import { useUi } from "../ui-state.ts";
import { ConnectionState } from "./topbar/ConnectionState.tsx";
import { LabName } from "./topbar/LabName.tsx";
import { LanguageSwitch } from "./topbar/LanguageSwitch.tsx";
import { People } from "./topbar/People.tsx";
import { ShareMenu } from "./topbar/ShareMenu.tsx";
import { ThemeSwitch } from "./topbar/ThemeSwitch.tsx";
import classes from "./TopBar.module.css";

/** The lab's own bar: where it is, what can be taken back, who is here, whether the kernel is heard. */
export function TopBar() {
  const { t } = useTranslation();
  const openDialog = useUi((state) => state.openDialog);
  const lab = useLab(({ id }) => id);
  const isLost = useStore((state) => state.connection === "lost");
  const name = useLab((open) => open.name) ?? "Vethlab";
  return (
    <header className={classes["topbar"]} aria-label={t("topbar.label")} data-testid="topbar">
      <VisuallyHidden component="h1">{name}</VisuallyHidden>
      <ToolButton
        icon={IconLayoutGrid}
        label={t("topbar.labs")}
        testId="topbar-labs"
        onClick={() => navigate("/")}
      />
      {lab !== undefined && <LabName key={lab} id={lab} />}
      <span className={classes["divider"]} />
      <ActionButton action={actionById("undo")} testId="topbar-undo" />
      <ActionButton action={actionById("redo")} testId="topbar-redo" />
      <span className={classes["space"]} />
      <ConnectionState />
      <People />
      <span className={classes["divider"]} />
      <ToolButton
        icon={IconCommand}
        label={t("page.palettes.palette.label")}
        shortcut={actionById("command-palette").shortcuts[0]}
        testId="topbar-palette"
        onClick={() => openDialog("palette")}
      />
      <ShareMenu />
      <ThemeSwitch />
      <LanguageSwitch />
      <ToolButton
        icon={IconHelp}
        label={t("page.shortcuts")}
        shortcut={actionById("show-shortcuts").shortcuts[0]}
        testId="topbar-help"
        onClick={() => openDialog("shortcuts")}
      />
      <LostBanner isLost={isLost} text={t(lab === undefined ? "topbar.unreachable" : "topbar.stale")} />
    </header>
  );
}
