const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * A new record id: 12 letters and digits. About 71 bits, and a clash inside one lab is refused, not merged.
 * Math.random, because this folder has neither DOM nor Node; an id is no secret.
 */
export function newId(): string {
  let id = "";
  while (id.length < 12) id += alphabet[Math.floor(Math.random() * alphabet.length)] ?? "";
  return id;
}
