import { IconRefreshAlert } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "../../shared/topology.ts";
import { useLab } from "../store.ts";
import classes from "./LoopMark.module.css";
import { loopOf, wayRound } from "./loops.ts";

/** A storm needs only one broadcast now. What to do about it is in the inspector. */
export function LoopMark({ bridge }: { readonly bridge: RecordId }) {
  const { t } = useTranslation();
  const loop = useLab(({ document }) => loopOf(document.topology, bridge));
  if (loop === undefined) return null;
  return (
    <span
      className={classes["mark"]}
      title={t("canvas.loop", { way: wayRound(loop) })}
      data-testid="loop-mark"
    >
      <IconRefreshAlert size={14} aria-hidden />
      {t("canvas.loopShort")}
    </span>
  );
}
