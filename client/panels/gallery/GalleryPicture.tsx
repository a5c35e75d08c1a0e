import { Fragment, useMemo } from "react";
import { gallery, type GalleryId } from "../../../shared/gallery/index.ts";
import classes from "./GalleryPage.module.css";
import { containerSize, drawingOf } from "./picture.ts";

const margin = 60;

/** Drawn from the very document that the lab will have. */
export function GalleryPicture({ id }: { readonly id: GalleryId }) {
  const { nodes, lines, bounds } = useMemo(() => drawingOf(gallery[id].document()), [id]);
  const { x, y, width, height } = bounds;
  return (
    <svg
      className={classes["picture"]}
      viewBox={`${x - margin} ${y - margin} ${width + 2 * margin} ${height + 2 * margin}`}
      aria-hidden
    >
      {lines.map(({ key, kind, from, to }) => (
        <path
          key={key}
          className={classes["line"]}
          data-kind={kind}
          d={kind === "tunnel" ? bend(from, to) : `M${from.x} ${from.y}L${to.x} ${to.y}`}
        />
      ))}
      {nodes.map(({ id: node, kind, containers, ...place }) => (
        <Fragment key={node}>
          <rect className={classes["node"]} data-kind={kind} rx={kind === "bridge" ? 10 : 16} {...place} />
          {containers.map((at) => (
            <rect key={at.x} className={classes["container"]} rx={8} {...at} {...containerSize} />
          ))}
        </Fragment>
      ))}
    </svg>
  );
}

/** Beside the straight way, which may be a link's. */
function bend(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const depth = 90 + Math.hypot(to.x - from.x, to.y - from.y) / 5;
  return `M${from.x} ${from.y}Q${(from.x + to.x) / 2} ${(from.y + to.y) / 2 + depth} ${to.x} ${to.y}`;
}
