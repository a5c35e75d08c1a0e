import {
  IconCommand,
  IconFileTypePng,
  IconFileTypeSvg,
  IconKeyboard,
  IconLanguage,
  IconLayoutGrid,
  IconMessageOff,
  IconPhoto,
  IconSunMoon,
} from "@tabler/icons-react";
import { download } from "../export/download.ts";
import { fileName } from "../panels/labs/lab-file.ts";
import { currentLanguage, setLanguage } from "../i18n/index.ts";
import { galleryHref, navigate } from "../route.ts";
import { useStore } from "../store.ts";
import { useUi } from "../ui-state.ts";
import type { Action } from "./action.ts";
import type { ActionContext } from "./context.ts";
import { hasLab } from "./enabled.ts";

const always = () => true;

function exportPicture({ viewport, state }: ActionContext, format: "svg" | "png"): void {
  const name = state.lab?.name ?? "vethlab";
  void viewport?.toPicture(format).then((picture) => download(picture, `${fileName(name)}.${format}`));
}

export const pageActions: readonly Action[] = [
  {
    id: "command-palette",
    labelKey: "actions.command-palette",
    group: "page",
    icon: IconCommand,
    shortcuts: ["Mod+K"],
    isEnabled: always,
    run: () => useUi.getState().openDialog("palette"),
  },
  {
    id: "export-svg",
    labelKey: "actions.export-svg",
    group: "page",
    icon: IconFileTypeSvg,
    shortcuts: [],
    isEnabled: hasLab,
    run: (context) => exportPicture(context, "svg"),
  },
  {
    id: "export-png",
    labelKey: "actions.export-png",
    group: "page",
    icon: IconFileTypePng,
    shortcuts: [],
    isEnabled: hasLab,
    run: (context) => exportPicture(context, "png"),
  },
  {
    id: "theme",
    labelKey: "actions.theme",
    group: "page",
    icon: IconSunMoon,
    shortcuts: [],
    isEnabled: always,
    run: ({ setColorScheme }) => setColorScheme(isDark() ? "light" : "dark"),
  },
  {
    id: "language",
    labelKey: "actions.language",
    group: "page",
    icon: IconLanguage,
    shortcuts: [],
    isEnabled: always,
    run: () => setLanguage(currentLanguage() === "en" ? "zh-CN" : "en"),
  },
  {
    id: "dismiss",
    labelKey: "actions.dismiss",
    group: "page",
    icon: IconMessageOff,
    shortcuts: ["Escape"],
    isEnabled: (state) => state.problems.length > 0,
    run: () => useStore.getState().dismissProblems(),
  },
  {
    id: "show-shortcuts",
    labelKey: "actions.show-shortcuts",
    group: "page",
    icon: IconKeyboard,
    shortcuts: ["?"],
    isEnabled: always,
    run: () => useUi.getState().openDialog("shortcuts"),
  },
  {
    id: "show-labs",
    labelKey: "actions.show-labs",
    group: "page",
    icon: IconLayoutGrid,
    shortcuts: [],
    isEnabled: always,
    run: () => navigate("/"),
  },
  {
    id: "show-gallery",
    labelKey: "actions.show-gallery",
    group: "page",
    icon: IconPhoto,
    shortcuts: [],
    isEnabled: always,
    run: () => navigate(galleryHref),
  },
];

function isDark(): boolean {
  return document.documentElement.dataset["mantineColorScheme"] === "dark";
}
