/** Dark enough for white letters (AA), and apart from the colours that say what an interface does. */
const colors = [
  "#2b5fb8",
  "#7a3fc0",
  "#a8327d",
  "#b03a48",
  "#8a5a00",
  "#4f6b1a",
  "#1d6f64",
  "#3d4f8f",
] as const;

/** The same person has the same colour everywhere and in every browser. */
export function personColor(authorId: string): string {
  let hash = 0;
  for (const character of authorId) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return colors[hash % colors.length] ?? colors[0];
}
