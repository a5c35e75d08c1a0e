import * as fc from "fast-check";

export const namespace = fc.constantFrom("n1", "n2", "n3");
export const anywhere = fc.constantFrom("host", "n1", "n2", "n3");
export const device = fc.constantFrom("a0", "a1", "b0", "b1", "c0", "c1");
export const bridge = fc.constantFrom("br0", "br1");
export const any = fc.oneof(
  { weight: 6, arbitrary: device },
  { weight: 2, arbitrary: bridge },
  { weight: 1, arbitrary: fc.constantFrom("mv0", "vx1", "vx2") },
);
export const state = fc.constantFrom("up", "down");
export const address = fc.constantFrom(
  "10.0.0.1/24",
  "10.0.0.2/24",
  "10.0.0.3/16",
  "10.1.0.1/24",
  "192.168.1.1/32",
  "fd00::1/64",
  "fd00::2/64",
);
export const destination = fc.constantFrom("default", "10.9.0.0/16", "10.9.9.9/32", "192.168.0.0/16");
export const gateway = fc.constantFrom("10.0.0.1", "10.0.0.2", "10.1.0.9");

export const table = fc.constantFrom("", "", " table 100", " table 7777");

/** `ip`, in the lab's host or in a namespace. */
export function ip(where: string): string {
  return where === "host" ? "ip" : `ip -n ${where}`;
}

/** A program, in the lab's host or in a namespace. */
export function inside(where: string): string {
  return where === "host" ? "" : `ip netns exec ${where} `;
}

export const say = <T extends unknown[]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  toText: (...values: T) => string,
) => fc.tuple(...(arbitraries as fc.Arbitrary<unknown>[])).map((values) => toText(...(values as T)));

/** The more often something is here, the more often it is typed. */
export interface Weighted {
  readonly weight: number;
  readonly arbitrary: fc.Arbitrary<string>;
}
