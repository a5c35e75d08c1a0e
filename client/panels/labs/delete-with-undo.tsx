import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import i18next from "i18next";
import { useEffect } from "react";
import type { LabSummary } from "../../../shared/protocol.ts";
import { matches } from "../../actions/shortcut.ts";
import { deleteLab, undeleteLab } from "../../api.ts";
import { changeLabs } from "./use-labs.ts";

const undoMs = 15_000;

/** What was deleted last on this page, and can be had back with the keys for undo as well. */
let takeBack: (() => Promise<void>) | null = null;

/** Nobody is asked before; what was deleted can be had back. */
export async function deleteWithUndo(lab: LabSummary): Promise<void> {
  if (!(await changeLabs(() => deleteLab(lab.id)))) return;
  const { t } = i18next;
  const undelete = async () => {
    takeBack = null;
    notifications.hide(id);
    if (!(await changeLabs(() => undeleteLab(lab.id)))) return;
    notifications.show({ message: t("labs.restored", { name: lab.name }), autoClose: 3000 });
  };
  takeBack = undelete;
  const id = notifications.show({
    title: t("labs.deleted", { name: lab.name }),
    message: (
      <>
        {t("labs.deletedHelp")}{" "}
        <Button size="compact-xs" variant="light" data-testid="undelete" onClick={() => void undelete()}>
          {t("common.undo")}
        </Button>
      </>
    ),
    autoClose: undoMs,
  });
}

/** Ctrl-Z on the page of labs. */
export function useUndelete(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isText = event.target instanceof HTMLInputElement;
      if (isText || takeBack === null || !matches("Mod+Z", event)) return;
      event.preventDefault();
      void takeBack();
    };
    addEventListener("keydown", onKeyDown);
    return () => {
      removeEventListener("keydown", onKeyDown);
      takeBack = null;
    };
  }, []);
}
