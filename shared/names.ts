/**
 * Names as the kernel takes them, narrowed to characters that neither a shell nor ip's batch reader gives a
 * meaning: letters and digits of any script, `_`, `-` and `.`, not starting with `-`. What can be wrong with one:
 */
export const nameProblems = [
  "empty",
  "too-long",
  "bad-character",
  "space-byte",
  "leading-dash",
  "dots-only",
  "reserved",
] as const;
export type NameProblem = (typeof nameProblems)[number];

/** IFNAMSIZ is 16 with the final NUL (linux/if.h). Bytes, not characters. */
export const interfaceNameMaxBytes = 15;
/** A named namespace is a file in /run/netns: NAME_MAX (linux/limits.h). Bytes, not characters. */
export const namespaceNameMaxBytes = 255;

/** The lab's own network namespace: always there, and the name by which programs address it. */
export const hostId = "host";
export const hostName = "host";

/** `lo` is in every namespace; `all` and `default` are refused by the kernel's per-interface sysctls. */
const reservedInterfaceNames: ReadonlySet<string> = new Set(["lo", "all", "default"]);
const reservedNamespaceNames: ReadonlySet<string> = new Set([hostName]);

const allowedCharacters = /^[\p{L}\p{N}_.-]*$/u;

/** UTF-8 length without TextEncoder, which this DOM-free and Node-free folder does not have. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function checkName(name: string, maxBytes: number, reserved: ReadonlySet<string>): NameProblem | null {
  if (name === "") return "empty";
  if (byteLength(name) > maxBytes) return "too-long";
  if (name === "." || name === "..") return "dots-only";
  if (name.startsWith("-")) return "leading-dash";
  if (!allowedCharacters.test(name)) return "bad-character";
  // Dictionaries by name travel as JSON: `constructor` or `__proto__` would find what every object inherits.
  if (reserved.has(name) || name in Object.prototype) return "reserved";
  return null;
}

/** What the kernel, or safety, has against this interface name; null when nothing. */
export function checkInterfaceName(name: string): NameProblem | null {
  return (
    checkName(name, interfaceNameMaxBytes, reservedInterfaceNames) ??
    (charactersOfSpaceByte(name) === "" ? null : "space-byte")
  );
}

/**
 * dev_valid_name (net/core/dev.c) asks isspace() of each byte, and to the kernel 0xA0 is one: the space of Latin-1. The
 * characters of a name, of no lone surrogates, that have it in their UTF-8: `à`, `堠`.
 */
export function charactersOfSpaceByte(name: string): string {
  return Array.from(name)
    .filter((character) => encodeURIComponent(character).includes("%A0"))
    .join("");
}

/** For people: what a name with this problem must be, or not be. */
export function nameMust(name: string, problem: NameProblem, maxBytes: number): string {
  switch (problem) {
    case "empty":
      return "must not be empty";
    case "too-long":
      return `must be at most ${maxBytes} bytes of UTF-8, and is ${byteLength(name)}`;
    case "bad-character":
      return "must be of letters, digits, _, - and . only";
    case "space-byte":
      return `must not hold ${charactersOfSpaceByte(name)}: one of its bytes is a space to the kernel`;
    case "leading-dash":
      return "must not begin with -: commands would take it for an option";
    case "dots-only":
      return "must not be . or ..: they mean folders";
    case "reserved":
      break;
  }
  return `must be another name: ${name} means something already`;
}

/** What the kernel, or safety, has against this namespace name; null when nothing. */
export function checkNamespaceName(name: string): NameProblem | null {
  return checkName(name, namespaceNameMaxBytes, reservedNamespaceNames);
}

/** The first of `stem0`, `stem1`, … (from `start`) that is not taken. */
export function nextFreeName(stem: string, taken: ReadonlySet<string>, start = 0): string {
  for (let number = start; ; number += 1) {
    const name = `${stem}${number}`;
    if (!taken.has(name)) return name;
  }
}
