import { createContext, useContext } from "react";
import type { DrawnState } from "../canvas/interface-facts.ts";

/** What a picture is drawn with: the page's own colours and fonts, written out, because no style sheet goes with it. */
export interface Pen {
  /** Of a variable of the page's style. */
  readonly colour: (variable: string) => string;
  readonly font: string;
  readonly mono: string;
  readonly widthOf: (text: string, style: TextStyle) => number;
}

export interface TextStyle {
  readonly family: string;
  readonly size: number;
  readonly weight?: number;
}

const PenContext = createContext<Pen | null>(null);
export const PenProvider = PenContext.Provider;

export function usePen(): Pen {
  const pen = useContext(PenContext);
  if (pen === null) throw new TypeError("nothing to draw with");
  return pen;
}

/** In the colours of the scheme in use. */
export function newPen(): Pen {
  const style = getComputedStyle(document.documentElement);
  const context = document.createElement("canvas").getContext("2d");
  return {
    colour: (variable) => style.getPropertyValue(variable).trim(),
    font: style.getPropertyValue("--vl-font").trim(),
    mono: style.getPropertyValue("--vl-mono").trim(),
    widthOf: (text, { family, size, weight = 400 }) => {
      if (context === null) return text.length * size * 0.6;
      context.font = `${weight} ${size}px ${family}`;
      return context.measureText(text).width;
    },
  };
}

export function colourOf({ colour }: Pen, state: DrawnState): string {
  return colour(`--vl-${state}`);
}
