/** The first number from `start` that is not taken. */
export function nextFree(start: number, taken: ReadonlySet<number>): number {
  let number = start;
  while (taken.has(number)) number += 1;
  return number;
}
