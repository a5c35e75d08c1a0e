import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "../../shared/topology.ts";
import { useUi } from "../ui-state.ts";
import { useConnect } from "./use-connect.ts";
import classes from "./ConnectRing.module.css";

const sides = ["top", "right", "bottom", "left"] as const;

/**
 * The edge of a card, from which links are drawn: a strip along each side, wide enough to hit, its dot shown on hover.
 * With the link or ping tool in hand the whole card is one. Keys have their own way (Enter with the tool in hand).
 */
export const ConnectRing = memo(function ConnectRing({ id }: { readonly id: RecordId }) {
  const { t } = useTranslation();
  const tool = useUi((ui) => (ui.mode === "wire" || ui.mode === "ping" ? ui.mode : null));
  const connect = useConnect(id);
  if (tool !== null) {
    return (
      <div
        className={`${classes["whole"] ?? ""} nodrag nopan`}
        data-tool={tool}
        aria-hidden
        onClick={(event) => event.stopPropagation()}
        onPointerDown={(event) => connect(event, tool)}
      />
    );
  }
  return (
    <>
      {sides.map((side) => (
        <div
          key={side}
          className={`${classes["strip"] ?? ""} nodrag nopan`}
          data-side={side}
          data-testid={`connect-${side}`}
          title={t("canvas.dragToLink")}
          aria-hidden
          onClick={(event) => event.stopPropagation()}
          onPointerDown={(event) => connect(event, "wire")}
        >
          <span className={classes["dot"]} />
        </div>
      ))}
    </>
  );
});
