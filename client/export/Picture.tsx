import type { RecordId } from "../../shared/topology.ts";
import { extentOf } from "../canvas/drawing.ts";
import { point } from "../canvas/curves.ts";
import type { LabEdge } from "../canvas/edges.ts";
import type { Drawing } from "../canvas/to-flow.ts";
import { boundsOf, type Rectangle } from "../gestures/rectangle.ts";
import type { OpenLab } from "../state.ts";
import { BarPicture } from "./BarPicture.tsx";
import { CardPicture } from "./CardPicture.tsx";
import { EndPicture, LinkPicture } from "./LinkPicture.tsx";
import { LowerPicture, OutsidePicture, TunnelPicture, TunnelWords } from "./SinglePictures.tsx";
import { usePen } from "./pen.ts";

const margin = 40;

/** How large the picture of a drawing is, and which part of the canvas it shows. */
export function frameOf(drawing: Drawing): Rectangle {
  const all = boundsOf(extentOf(drawing));
  return {
    x: all.x - margin,
    y: all.y - margin,
    width: all.width + 2 * margin,
    height: all.height + 2 * margin,
  };
}

interface PictureProps {
  readonly lab: OpenLab;
  readonly drawing: Drawing;
}

/** The whole drawing as plain shapes and text, no style sheet and no script, so that other programs can open and change it. */
export function Picture({ lab, drawing }: PictureProps) {
  const { colour } = usePen();
  const { x, y, width, height } = frameOf(drawing);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`${x} ${y} ${width} ${height}`}
    >
      <rect x={x} y={y} width={width} height={height} fill={colour("--vl-surface")} />
      {drawing.edges.map((edge) => (
        <Edge key={edge.id} lab={lab} edge={edge} />
      ))}
      {drawing.edges.map(
        (edge) => edge.type === "tunnel" && <TunnelWords key={edge.id} lab={lab} {...edge.data} />,
      )}
      {Object.entries(drawing.rectangles).map(([id, at]) => (
        <Node key={id} lab={lab} id={id} at={at} />
      ))}
    </svg>
  );
}

function Edge({ lab, edge }: { readonly lab: OpenLab; readonly edge: LabEdge }) {
  const { colour } = usePen();
  if (edge.type === "link") return <LinkPicture lab={lab} {...edge.data} />;
  if (edge.type === "tunnel") return <TunnelPicture lab={lab} {...edge.data} />;
  if (edge.type === "lower") return <LowerPicture lab={lab} {...edge.data} />;
  if (edge.type === "port") return <EndPicture lab={lab} id={edge.data.from} at={edge.data.start} />;
  if (edge.type === "outside") return <OutsidePicture lab={lab} {...edge.data} />;
  const d = `M${point(edge.data.start)} L${point(edge.data.end)}`;
  return (
    <path
      d={d}
      stroke={colour("--vl-border-strong")}
      strokeWidth={1.5}
      strokeDasharray="1 6"
      strokeLinecap="round"
    />
  );
}

interface NodeProps {
  readonly lab: OpenLab;
  readonly id: RecordId;
  readonly at: Rectangle;
}

function Node({ lab, id, at }: NodeProps) {
  const record = lab.document.topology[id];
  if (record?.kind === "bridge") return <BarPicture lab={lab} id={id} at={at} />;
  return record?.kind === "namespace" ? <CardPicture lab={lab} record={record} at={at} /> : null;
}
