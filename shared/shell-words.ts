/**
 * The words of one simple command, as a shell would read them; null when it means anything beyond words: a variable, a
 * pipe, a redirection, a pattern, an open quote.
 */
export function shellWords(text: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === "'" || character === '"') {
      const end = text.indexOf(character, index + 1);
      const inside = text.slice(index + 1, end);
      if (end === -1 || (character === '"' && /[$`\\]/.test(inside))) return null;
      word = (word ?? "") + inside;
      index = end;
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === "#" && word === null) break;
    else if (/[$`\\|&;<>(){}*?[\]!~]/.test(character)) return null;
    else word = (word ?? "") + character;
  }
  return word === null ? words : [...words, word];
}

/** The commands of a line that are done one after the other; quotes hold separators together. */
export function commandsOfLine(line: string): string[] {
  const commands = [""];
  for (const part of line.match(/'[^']*'|"[^"]*"|&&|;|[^'";&]+|./gs) ?? []) {
    if (part === "&&" || part === ";") commands.push("");
    else commands.push(`${commands.pop() ?? ""}${part}`);
  }
  return commands.map((command) => command.trim()).filter((command) => command !== "");
}
