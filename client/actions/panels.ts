import { notifications } from "@mantine/notifications";
import { IconActivity, IconJson, IconLink, IconTerminal2 } from "@tabler/icons-react";
import { downloadLab } from "../panels/labs/download-lab.ts";
import { useDock } from "../panels/dock/dock-state.ts";
import { copyText } from "../ui/use-copy.ts";
import type { Action } from "./action.ts";
import type { ActionContext } from "./context.ts";
import { hasLab } from "./enabled.ts";

/** What the panels around the canvas show, and the lab as a link or a file. */
export const panelActions: readonly Action[] = [
  {
    id: "show-commands",
    labelKey: "actions.show-commands",
    group: "view",
    icon: IconTerminal2,
    shortcuts: [],
    isEnabled: hasLab,
    run: () => useDock.getState().show("commands"),
  },
  {
    id: "show-pings",
    labelKey: "actions.show-pings",
    group: "view",
    icon: IconActivity,
    shortcuts: [],
    isEnabled: hasLab,
    run: () => useDock.getState().show("pings"),
  },
  {
    id: "copy-link",
    labelKey: "actions.copy-link",
    group: "page",
    icon: IconLink,
    shortcuts: [],
    isEnabled: hasLab,
    run: (context) => void copyLink(context),
  },
  {
    id: "download-lab",
    labelKey: "actions.download-lab",
    group: "page",
    icon: IconJson,
    shortcuts: [],
    isEnabled: hasLab,
    run: ({ state }) => state.lab !== null && void downloadLab(state.lab.id),
  },
];

async function copyLink({ translate }: ActionContext): Promise<void> {
  const isCopied = await copyText(location.origin + location.pathname);
  notifications.show({
    message: translate(isCopied ? "topbar.linkCopied" : "common.notCopied"),
    autoClose: 2500,
  });
}
