/**
 * How well a query matches a text: null when it does not, more for matches that are together, at the start, or at the
 * start of a word. Every character must be found in order; spaces in the query may be anything.
 */
export function fuzzyScore(query: string, text: string): number | null {
  const wanted = fold(query).replaceAll(" ", "");
  if (wanted === "") return 0;
  const folded = fold(text);
  const at = folded.indexOf(wanted);
  // A whole match beats any scattered one; an earlier and a fuller one beats a later and a longer.
  if (at >= 0) return 1000 + (isWordStart(folded, at) ? 200 : 0) + (at === 0 ? 200 : 0) - folded.length;
  return scattered(wanted, folded);
}

function scattered(wanted: string, text: string): number | null {
  let score = 0;
  let from = 0;
  let previous = -2;
  for (const character of wanted) {
    const at = text.indexOf(character, from);
    if (at < 0) return null;
    score += at === previous + 1 ? 12 : isWordStart(text, at) ? 8 : 1;
    previous = at;
    from = at + 1;
  }
  return score - text.length * 0.1;
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");
}

function fold(text: string): string {
  return text.toLowerCase().normalize("NFKC");
}

interface Ranked<T> {
  readonly item: T;
  readonly score: number;
}

/** The best first; equals in the order they came. An item is as good as the best of its texts. */
export function rank<T>(
  items: readonly T[],
  query: string,
  textsOf: (item: T) => readonly string[],
  limit: number,
): T[] {
  const ranked: Ranked<T>[] = [];
  for (const item of items) {
    const scores = textsOf(item).flatMap((text) => fuzzyScore(query, text) ?? []);
    if (scores.length > 0) ranked.push({ item, score: Math.max(...scores) });
  }
  return ranked
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ item }) => item);
}
