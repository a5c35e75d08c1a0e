import { MiniMap, useStore as useFlowStore } from "@xyflow/react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { boundsOf } from "../gestures/rectangle.ts";
import { extentOf, useDrawing } from "./drawing.ts";
import type { LabNode } from "./to-flow.ts";
import { isInSight, viewOf } from "./view.ts";
import classes from "./Overview.module.css";

/** So few cards are found without a map. */
const smallLab = 8;

/** The whole lab in a corner, while some of it is out of sight: where all is seen it would only hide a part. */
export function Overview() {
  const { t } = useTranslation();
  const drawing = useDrawing((state) => state.drawing);
  const all = useMemo(
    () => (drawing.nodes.length > smallLab ? boundsOf(extentOf(drawing)) : null),
    [drawing],
  );
  const isNeeded = useFlowStore((flow) => all !== null && !isInSight(viewOf(flow), flow, all));
  if (!isNeeded) return null;
  return (
    <MiniMap<LabNode>
      pannable
      zoomable
      position="bottom-right"
      className={classes["overview"]}
      nodeClassName={classOf}
      maskColor="color-mix(in srgb, var(--vl-surface) 72%, transparent)"
      ariaLabel={t("canvas.minimap")}
    />
  );
}

function classOf(node: LabNode): string {
  return classes[node.type ?? ""] ?? "";
}
