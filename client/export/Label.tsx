import { usePen, type Pen, type TextStyle } from "./pen.ts";

interface LabelProps extends TextStyle {
  readonly x: number;
  /** Its middle: not every program knows of baselines. */
  readonly y: number;
  readonly fill: string;
  readonly anchor?: "start" | "middle" | "end";
  readonly children: string;
  /** Longer ones end in “…”. */
  readonly width?: number;
  readonly struck?: boolean;
}

/** A line of text. */
export function Label({ x, y, fill, anchor, children, width, struck = false, ...style }: LabelProps) {
  const pen = usePen();
  return (
    <text
      x={x}
      y={y + style.size * 0.35}
      fill={pen.colour(fill)}
      fontFamily={style.family}
      fontSize={style.size}
      {...(style.weight !== undefined && { fontWeight: style.weight })}
      {...(anchor !== undefined && { textAnchor: anchor })}
      {...(struck && { textDecoration: "line-through" })}
    >
      {width === undefined ? children : shortened(pen, children, width, style)}
    </text>
  );
}

/** As the page does it: as many letters as fit, and a sign that there are more. */
export function shortened(pen: Pen, text: string, width: number, style: TextStyle): string {
  if (pen.widthOf(text, style) <= width) return text;
  const letters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  while (letters.length > 0 && pen.widthOf(`${letters.join("")}…`, style) > width) letters.pop();
  return `${letters.join("")}…`;
}
