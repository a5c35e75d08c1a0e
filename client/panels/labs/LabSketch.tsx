import type { LabSummary } from "../../../shared/protocol.ts";
import classes from "./LabSketch.module.css";

const mostNodes = 12;

/** A lab's size at a glance: a ring of namespaces around as many bridges as it has. Not its real places. */
export function LabSketch({ lab }: { readonly lab: LabSummary }) {
  const namespaces = Math.min(mostNodes, lab.namespaces);
  const bridges = Math.min(3, lab.bridges);
  // Two stand side by side; more begin at the top.
  const start = namespaces === 2 ? Math.PI : -Math.PI / 2;
  const places = Array.from({ length: namespaces }, (_, at) => {
    const angle = (2 * Math.PI * at) / Math.max(1, namespaces) + start;
    return { x: 60 + 46 * Math.cos(angle), y: 40 + 27 * Math.sin(angle) };
  });
  return (
    <svg className={classes["sketch"]} viewBox="0 0 120 80" aria-hidden>
      {lab.links > 0 &&
        places.map(({ x, y }) => (
          <path key={`${x} ${y}`} className={classes["link"]} d={`M60 40L${x} ${y}`} />
        ))}
      {Array.from({ length: bridges }, (_, at) => (
        <rect
          key={at}
          className={classes["bridge"]}
          x={48}
          y={36 + (at - (bridges - 1) / 2) * 11}
          width={24}
          height={8}
          rx={2.5}
        />
      ))}
      {places.map(({ x, y }) => (
        <rect
          key={`${x} ${y}`}
          className={classes["namespace"]}
          x={x - 8}
          y={y - 5.5}
          width={16}
          height={11}
          rx={3}
        />
      ))}
    </svg>
  );
}
