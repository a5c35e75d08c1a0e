/** Some that have been pushed together: `count` of them around `mean`, one step apart. */
interface Block {
  readonly sum: number;
  readonly count: number;
}

/**
 * Numbers in ascending order as near as can be to the wanted ones, but at least `gap` apart and between `from` and `to`.
 * None jumps when a wanted one moves a little. (Isotonic regression by pooling what violates the order.)
 */
export function spaced(wanted: readonly number[], gap: number, from: number, to: number): number[] {
  const blocks: Block[] = [];
  for (const [index, value] of wanted.entries()) {
    // Without the gaps the same numbers have only to be in order.
    let block = { sum: value - index * gap, count: 1 };
    for (let last = blocks.at(-1); last !== undefined && meanOf(last) > meanOf(block); last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, count: last.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  const most = Math.max(from, to - (wanted.length - 1) * gap);
  const means = blocks.flatMap((block) => Array.from({ length: block.count }, () => meanOf(block)));
  return means.map((mean, index) => Math.min(most, Math.max(from, mean)) + index * gap);
}

function meanOf({ sum, count }: Block): number {
  return sum / count;
}
