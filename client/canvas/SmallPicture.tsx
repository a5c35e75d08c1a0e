import type { StartingPointId } from "../gestures/starting-points.ts";
import classes from "./SmallPicture.module.css";

interface Picture {
  readonly cards: readonly (readonly [x: number, y: number, odd?: boolean])[];
  readonly bar?: readonly [x: number, y: number];
  readonly links: readonly string[];
}

const star = ["M86 30 L38 58", "M86 30 L86 58", "M86 30 L134 58"];
const pictures: Readonly<Record<StartingPointId, Picture>> = {
  pair: {
    cards: [
      [16, 32],
      [116, 32],
    ],
    links: ["M56 44 L116 44"],
  },
  bridge: {
    cards: [
      [18, 58],
      [66, 58],
      [114, 58],
    ],
    bar: [40, 18],
    links: star,
  },
  "wrong-subnet": {
    cards: [
      [18, 58, true],
      [66, 58],
      [114, 58],
    ],
    bar: [40, 18],
    links: star,
  },
  router: {
    cards: [
      [6, 46],
      [66, 16],
      [126, 46],
    ],
    links: ["M46 56 L66 32", "M106 32 L126 56"],
  },
};

/** A starting point at a glance. */
export function SmallPicture({ id }: { readonly id: StartingPointId }) {
  const { cards, bar, links } = pictures[id];
  return (
    <svg className={classes["picture"]} viewBox="0 0 172 90" aria-hidden>
      {links.map((d, index) => (
        <path
          key={d}
          d={d}
          className={classes["link"]}
          data-odd={(id === "wrong-subnet" && index === 0) || undefined}
        />
      ))}
      {bar !== undefined && (
        <rect x={bar[0]} y={bar[1]} width={92} height={14} rx={3} className={classes["bar"]} />
      )}
      {cards.map(([x, y, odd = false]) => (
        <rect
          key={x}
          x={x}
          y={y}
          width={40}
          height={24}
          rx={5}
          className={classes["card"]}
          data-odd={odd || undefined}
        />
      ))}
    </svg>
  );
}
