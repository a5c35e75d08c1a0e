import type { ITheme } from "@xterm/xterm";

/** The sixteen colours of a terminal, in the page's light and dark; xterm.js sees to the contrast of what is shown. */
const light = {
  black: "#1a1f2b",
  red: "#b3202f",
  green: "#0f7638",
  yellow: "#8a5a00",
  blue: "#2f4bc4",
  magenta: "#8a2be2",
  cyan: "#0b7285",
  white: "#5f697b",
  brightBlack: "#566074",
  brightRed: "#c4253a",
  brightGreen: "#16803f",
  brightYellow: "#a65200",
  brightBlue: "#3b5bdb",
  brightMagenta: "#9c36b5",
  brightCyan: "#0c8599",
  brightWhite: "#343b48",
} as const;

const dark = {
  black: "#343b48",
  red: "#ff808b",
  green: "#4cd07d",
  yellow: "#f5b13d",
  blue: "#94a8ff",
  magenta: "#cf9bff",
  cyan: "#66d9e8",
  white: "#c6cdd9",
  brightBlack: "#929cae",
  brightRed: "#ffa8a8",
  brightGreen: "#8ce99a",
  brightYellow: "#ffd43b",
  brightBlue: "#b0bfff",
  brightMagenta: "#e0bfff",
  brightCyan: "#99e9f2",
  brightWhite: "#ffffff",
} as const;

/** With the page's own colours as they are now. */
export function terminalTheme(scheme: "light" | "dark"): ITheme {
  const styles = getComputedStyle(document.documentElement);
  const color = (name: string) => styles.getPropertyValue(`--vl-${name}`).trim();
  return {
    ...(scheme === "dark" ? dark : light),
    background: color("panel"),
    foreground: color("text"),
    cursor: color("accent"),
    cursorAccent: color("panel"),
    selectionBackground: color("accent-soft"),
    selectionForeground: color("text"),
    scrollbarSliderBackground: color("border"),
    scrollbarSliderHoverBackground: color("border-strong"),
    scrollbarSliderActiveBackground: color("border-strong"),
  };
}
