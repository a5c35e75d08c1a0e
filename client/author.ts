import { maxAuthorName, type Author } from "../shared/protocol.ts";
import { newId } from "../shared/ids.ts";

const key = "vethlab.author";
const colours = ["Amber", "Azure", "Coral", "Indigo", "Jade", "Olive", "Ruby", "Silver", "Teal", "Violet"];
const animals = ["Crane", "Fox", "Heron", "Lynx", "Marten", "Otter", "Panda", "Robin", "Swift", "Wren"];

/** Who this browser is: made once and kept, so that undo still belongs to it after a reload. */
export function readAuthor(): Author {
  const stored = readStored();
  if (stored !== null) return stored;
  const author = { id: newId(), name: `${pick(colours)} ${pick(animals)}` };
  writeAuthor(author);
  return author;
}

export function writeAuthor(author: Author): void {
  try {
    localStorage.setItem(key, JSON.stringify(author));
  } catch {
    // Storage may be full or forbidden: the name then lasts as long as the page.
  }
}

function readStored(): Author | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (typeof stored !== "object" || stored === null || !("id" in stored) || !("name" in stored))
      return null;
    const { id, name } = stored;
    if (typeof id !== "string" || typeof name !== "string" || !/^[A-Za-z0-9_-]{1,40}$/.test(id)) return null;
    return { id, name: name.trim().slice(0, maxAuthorName) || "Somebody" };
  } catch {
    return null;
  }
}

function pick(words: readonly string[]): string {
  return words[Math.floor(Math.random() * words.length)] ?? "";
}
