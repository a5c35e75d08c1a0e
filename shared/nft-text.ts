/**
 * Text of other people's that becomes part of an `nft` command. nft(8) ends a statement at `;` and at a line's end, begins
 * a comment with `#`, takes `$` for a variable and reads files where a statement begins with `include`: none of it may come
 * out of a text that is to be one statement, or stay in one block.
 */
const plain = /^[\p{L}\p{N} _.,:@=<>!&|^+*/"{}()[\]%~-]+$/u;
const commands = /(^|[{}])\s*(include|define|redefine|undefine|error)\b/;

/** One rule, or one line of a block, with all that it opens closed. */
export function isNftText(text: string): boolean {
  return plain.test(text) && !commands.test(text) && depthAfter(text, 0) === 0;
}

/** A line of a block may open or close one. */
export function isNftBlock(lines: readonly string[]): boolean {
  let depth: number | null = 0;
  for (const line of lines) {
    const statements = line.split(";");
    if (!statements.every((one) => one.trim() === "" || (plain.test(one) && !commands.test(one))))
      return false;
    depth = depth === null ? null : depthAfter(line, depth);
  }
  return depth === 0;
}

/** How many braces are open; null where more are closed than were opened, or a quote stays open. */
function depthAfter(text: string, before: number): number | null {
  let depth = before;
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === "{") depth += 1;
    else if (!isQuoted && character === "}") depth -= 1;
    if (depth < 0 || (isQuoted && character === ";")) return null;
  }
  return isQuoted ? null : depth;
}
