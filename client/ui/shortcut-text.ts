const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

const macSigns: Readonly<Record<string, string>> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃" };
const keySigns: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  Delete: "Del",
};

/** The keys of `Mod+Shift+Z` as this machine's keyboard names them. */
export function shortcutKeys(shortcut: string, mac = isMac): string[] {
  // A plus sign may itself be the key: `Mod++`.
  const parts = shortcut.endsWith("++") ? [...shortcut.slice(0, -2).split("+"), "+"] : shortcut.split("+");
  return parts
    .filter((part) => part !== "")
    .map((part) => (mac ? macSigns[part] : part === "Mod" ? "Ctrl" : undefined) ?? keySigns[part] ?? part);
}

export function shortcutText(shortcut: string, mac = isMac): string {
  return shortcutKeys(shortcut, mac).join(mac ? "" : "+");
}
