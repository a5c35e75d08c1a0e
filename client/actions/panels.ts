import { notifications } from "@mantine/notifications";
import {
  IconActivity,
  IconCopy,
  IconFileCode,
  IconScript,
  IconJson,
  IconLink,
  IconTerminal2,
} from "@tabler/icons-react";
import { labScript } from "../api.ts";
import { downloadExport, downloadLab, downloadScript } from "../panels/labs/download-lab.ts";
import { orShowProblem } from "../show-problem.ts";
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
    id: "show-terminals",
    labelKey: "actions.show-terminals",
    group: "view",
    icon: IconTerminal2,
    shortcuts: ["Shift+F6"],
    isEnabled: hasLab,
    run: () => {
      useDock.getState().show("terminals");
      useDock.getState().focusTerminal();
    },
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
  {
    id: "download-script",
    labelKey: "actions.download-script",
    group: "page",
    icon: IconScript,
    shortcuts: [],
    isEnabled: hasLab,
    run: ({ state }) => state.lab !== null && void downloadScript(state.lab),
  },
  {
    id: "copy-script",
    labelKey: "actions.copy-script",
    group: "page",
    icon: IconCopy,
    shortcuts: [],
    isEnabled: hasLab,
    run: (context) => void copyScript(context),
  },
  {
    id: "export-containerlab",
    labelKey: "actions.export-containerlab",
    group: "page",
    icon: IconFileCode,
    shortcuts: [],
    isEnabled: hasLab,
    run: ({ state }) => state.lab !== null && void downloadExport(state.lab, "containerlab"),
  },
  {
    id: "export-mermaid",
    labelKey: "actions.export-mermaid",
    group: "page",
    icon: IconFileCode,
    shortcuts: [],
    isEnabled: hasLab,
    run: ({ state }) => state.lab !== null && void downloadExport(state.lab, "mermaid"),
  },
];

async function copyLink({ translate }: ActionContext): Promise<void> {
  const isCopied = await copyText(location.origin + location.pathname);
  tellCopied(translate(isCopied ? "topbar.linkCopied" : "common.notCopied"));
}

async function copyScript({ state, translate }: ActionContext): Promise<void> {
  if (state.lab === null) return;
  const script = await orShowProblem(labScript(state.lab.id));
  if (script === null) return;
  const isCopied = await copyText(script);
  tellCopied(translate(isCopied ? "topbar.scriptCopied" : "common.notCopied"));
}

function tellCopied(message: string): void {
  notifications.show({ message, autoClose: 2500 });
}
