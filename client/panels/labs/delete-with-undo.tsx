import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import i18next from "i18next";
import type { LabSummary } from "../../../shared/protocol.ts";
import { deleteLab, undeleteLab } from "../../api.ts";
import { changeLabs } from "./use-labs.ts";

const undoMs = 15_000;

/** Nobody is asked before; what was deleted can be had back. */
export async function deleteWithUndo(lab: LabSummary): Promise<void> {
  if (!(await changeLabs(() => deleteLab(lab.id)))) return;
  const { t } = i18next;
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
  const undelete = async () => {
    notifications.hide(id);
    if (!(await changeLabs(() => undeleteLab(lab.id)))) return;
    notifications.show({ message: t("labs.restored", { name: lab.name }), autoClose: 3000 });
  };
}
