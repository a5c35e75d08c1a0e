/** What an object used as a dictionary holds under this key itself; `constructor` and the like are not inherited. */
export function own<T>(dictionary: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(dictionary, key) ? dictionary[key] : undefined;
}
