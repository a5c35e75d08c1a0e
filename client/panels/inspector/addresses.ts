import type { ObservedAddress } from "../../../shared/observed.ts";

/** One line of an interface's addresses: as drawn, as the kernel has it, or both. */
export interface AddressLine {
  readonly address: string;
  /** Its place in the document's list; null when only the kernel has it. */
  readonly index: number | null;
  /** undefined when the kernel does not have it. */
  readonly observed: ObservedAddress | undefined;
}

/** The document's addresses in their order, then what only the kernel has. */
export function addressLines(
  drawn: readonly string[],
  observed: readonly ObservedAddress[] | undefined,
): readonly AddressLine[] {
  const byAddress = new Map(observed?.map((address) => [address.address, address]));
  const own = drawn.map((address, index) => ({ address, index, observed: byAddress.get(address) }));
  const others = (observed ?? []).filter(({ address }) => !drawn.includes(address));
  return [...own, ...others.map((address) => ({ address: address.address, index: null, observed: address }))];
}
