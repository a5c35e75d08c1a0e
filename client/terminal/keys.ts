/** The page's own keys in a terminal; all others are the shell's. Words: `terminals.keys`. */
export const terminalKeys = {
  copy: "Mod+Shift+C",
  paste: "Mod+Shift+V",
  search: "Mod+Shift+F",
  leave: "Shift+F6",
} as const;
