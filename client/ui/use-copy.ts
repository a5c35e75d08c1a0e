import { useEffect, useState } from "react";

const shownMs = 1500;

/** Copies a text and says for a moment what became of it. */
export function useCopy() {
  const [result, setResult] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (result === null) return undefined;
    const timer = setTimeout(() => setResult(null), shownMs);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = (text: string) =>
    void copyText(text).then((isCopied) => setResult(isCopied ? "copied" : "failed"));
  return { result, copy };
}

/** True when it is in the clipboard. */
export async function copyText(text: string): Promise<boolean> {
  // Over plain HTTP from another machine, as in a classroom, browsers have no navigator.clipboard.
  if (!("clipboard" in navigator)) return copySelected(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function copySelected(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.style.position = "fixed";
  document.body.append(area);
  area.select();
  // oxlint-disable-next-line typescript/no-deprecated
  const isCopied = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}
