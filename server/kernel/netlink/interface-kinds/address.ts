import { formatIpAddress } from "../../../../shared/ip-address.ts";
import type { Attributes } from "../message.ts";

/** The first of these attributes that holds an address other than zero. */
export function readAddress(data: Attributes, ...types: readonly number[]): string | null {
  const bytes = types
    .map((type) => data.get(type))
    .find((value) => value !== undefined && value.some((byte) => byte !== 0));
  return bytes === undefined ? null : formatIpAddress(bytes);
}
