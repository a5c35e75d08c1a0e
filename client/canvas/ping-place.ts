import type { Rectangle } from "../gestures/rectangle.ts";
import type { Position } from "../../shared/topology.ts";

/** Where a ping's words stand, as CSS. */
interface Place {
  readonly transform: string;
}

export function above({ x, y }: Position): Place {
  return { transform: `translate(${x}px, ${y - 8}px) translate(-50%, -100%)` };
}

export function below({ x, y }: Position): Place {
  return { transform: `translate(${x}px, ${y + 8}px) translate(-50%, 0)` };
}

export function aboveCard(at: Rectangle): Place {
  return above({ x: at.x + at.width / 2, y: at.y });
}

export function belowCard(at: Rectangle): Place {
  return below({ x: at.x + at.width / 2, y: at.y + at.height });
}
