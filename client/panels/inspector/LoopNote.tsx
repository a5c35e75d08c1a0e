import { IconRefreshAlert } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { batch } from "../../../shared/edit.ts";
import type { Loop } from "../../../shared/loops.ts";
import type { RecordId } from "../../../shared/topology.ts";
import { loopOf, wayRound } from "../../canvas/loops.ts";
import { connection } from "../../connection.ts";
import { useLab } from "../../store.ts";
import classes from "./DiffersNote.module.css";

/** Before it storms: what will happen, and how to have both links and no storm. */
export function LoopNote({ id }: { readonly id: RecordId }) {
  const { t } = useTranslation();
  const loop = useLab(({ document }) => loopOf(document.topology, id));
  if (loop === undefined) return null;
  const link = loop.closing.map(({ name }) => name).join(" – ");
  return (
    <div className={classes["note"]} role="note" data-testid="loop-note">
      <IconRefreshAlert size={18} aria-hidden />
      <div>
        <strong>{t("inspector.loop", { way: wayRound(loop) })}</strong> {t("inspector.loopText", { link })}
        <button type="button" data-testid="loop-stp" onClick={() => turnStpOn(loop)}>
          {t("inspector.loopStp")}
        </button>
      </div>
    </div>
  );
}

function turnStpOn({ bridges }: Loop): void {
  const ids = bridges.map(({ id }) => id);
  void connection.sendEdit(
    () => batch(...ids.map((id) => ({ op: "update", id, changes: { stp: true } }) as const)),
    ids,
  );
}
