type Keys = Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey">;

/** Is `Mod+Shift+Z` what was pressed? `Mod` is Ctrl or ⌘, whichever keyboard is at hand. */
export function matches(shortcut: string, keys: Keys): boolean {
  const parts = shortcut.endsWith("++") ? [...shortcut.slice(0, -2).split("+"), "+"] : shortcut.split("+");
  const key = parts.at(-1) ?? "";
  const has = (part: string) => parts.length > 1 && parts.slice(0, -1).includes(part);
  if (has("Mod") !== (keys.ctrlKey || keys.metaKey) || has("Alt") !== keys.altKey) return false;
  // `?` and `+` need Shift on some keyboards and not on others: the sign itself counts.
  const isSign = !/^[A-Za-z0-9]/.test(key);
  if (!isSign && has("Shift") !== keys.shiftKey) return false;
  return isKey(key, keys);
}

function isKey(key: string, keys: Keys): boolean {
  if (keys.key.toLowerCase() === key.toLowerCase()) return true;
  // With Alt a Mac types other letters, and with Shift digits are signs: there the place of the key counts.
  if (!keys.altKey && !keys.shiftKey) return false;
  return keys.code === `Key${key.toUpperCase()}` || keys.code === `Digit${key}`;
}
