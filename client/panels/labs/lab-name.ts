/** The first of the names, numbered from 1, that no lab has. */
export function nextLabName(taken: readonly string[], nameOf: (number: number) => string): string {
  for (let number = 1; ; number += 1) {
    const name = nameOf(number);
    if (!taken.includes(name)) return name;
  }
}
