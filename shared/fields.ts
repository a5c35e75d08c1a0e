import * as z from "zod";
import {
  charactersOfSpaceByte,
  checkInterfaceName,
  checkNamespaceName,
  interfaceNameMaxBytes,
  nameMust,
  namespaceNameMaxBytes,
  type NameProblem,
} from "./names.ts";
import { formatPrefix, networkOf, parseAddress, parsePrefix } from "./prefix.ts";

/** What single fields of records may be; words and limits are the kernel's (ip-link(8), ip-address(8), ip-route(8), linux/if_link.h). */

/** Stable and opaque: a record keeps its id through every rename. */
export const recordIdSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/,
    "must be 1 to 40 letters, digits, _ or -, and begin with a letter or digit",
  )
  // Records are kept by id in plain objects.
  .refine((id) => !(id in Object.prototype), "must be another id: every JavaScript object has this one")
  .meta({ id: "RecordId", description: "Opaque identity of a record, stable across renames." });

export type RecordId = string;

export const namespaceNameSchema = z
  .string()
  .superRefine(nameRule(checkNamespaceName, namespaceNameMaxBytes));
export const interfaceNameSchema = z
  .string()
  .superRefine(nameRule(checkInterfaceName, interfaceNameMaxBytes))
  .describe(`At most ${interfaceNameMaxBytes} bytes of letters, digits, _, - and .`);

function nameRule(check: (name: string) => NameProblem | null, maximum: number) {
  return (name: string, context: z.RefinementCtx) => {
    const problem = check(name);
    if (problem === null) return;
    const parameters = {
      ...(problem === "too-long" && { maximum }),
      ...(problem === "space-byte" && { characters: charactersOfSpaceByte(name) }),
    };
    const message = nameMust(name, problem, maximum);
    context.addIssue({ code: "custom", message, params: { problem, parameters } });
  };
}

/** Kept in canonical form. */
const addressSchema = canonicalText(
  "not-an-address",
  "must be an address with its prefix length, such as 10.0.0.1/24 or 2001:db8::1/64",
  (text) => {
    const prefix = parsePrefix(text);
    return prefix === null ? null : formatPrefix(prefix);
  },
).refine((text) => isAssignable(text), {
  message: "must be an address that an interface can be given: not zero, not a group's, not lo's own",
  params: { problem: "not-assignable" },
});

/**
 * The kernel takes 0.0.0.0 and forgets it (inet_insert_ifa), refuses :: and IPv6 groups (ipv6_add_addr), and gives
 * 127.0.0.1/8 and ::1/128 to lo by itself.
 */
function isAssignable(text: string): boolean {
  return !/^(0\.0\.0\.0\/|::\/|ff..:|127\.0\.0\.1\/8$|::1\/)/.test(text);
}

/**
 * A route's destination: a network, host bits cleared as iproute2 demands; `default` has no family of its own, so it is
 * `0.0.0.0/0` or `::/0`.
 */
export const destinationSchema = canonicalText(
  "not-a-network",
  "must be a network, such as 10.0.0.0/24 or 2001:db8::/64",
  (text) => {
    const prefix = parsePrefix(text);
    return text === "default" ? text : prefix === null ? null : formatPrefix(networkOf(prefix));
  },
);

export const gatewaySchema = canonicalText(
  "not-a-gateway",
  "must be an address without a prefix length, such as 10.0.0.254",
  (text) => parseAddress(text)?.address ?? null,
);

/** Text of which only one spelling is kept; `toCanonical` gives null for what is not of the kind. */
export function canonicalText(
  problem: string,
  message: string,
  toCanonical: (text: string) => string | null,
) {
  return z
    .string()
    .max(64)
    .refine((text) => toCanonical(text) !== null, { message, params: { problem } })
    .overwrite((text) => toCanonical(text) ?? text);
}

export const macAddressSchema = z
  .string()
  .toLowerCase()
  .refine((text) => /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(text), {
    message: "must be six pairs of hexadecimal digits, such as 02:00:00:00:00:01",
    params: { problem: "not-a-mac-address" },
  })
  // Bit 0 of the first byte marks a group; no interface may own one (is_valid_ether_addr, linux/etherdevice.h).
  .refine((text) => (Number.parseInt(text.slice(0, 2), 16) & 1) === 0 && text !== "00:00:00:00:00:00", {
    message: "must be one that an interface can own: not zero, and its first byte even",
    params: { problem: "mac-address-is-a-group" },
  });

/** ETH_MIN_MTU 68 to ETH_MAX_MTU 65535 (linux/if_ether.h). */
export const mtuSchema = z.int().min(68).max(65535);
export const adminStateSchema = z.enum(["up", "down"]);
export type AdminState = z.infer<typeof adminStateSchema>;
export const addressesSchema = z
  .array(addressSchema)
  .max(64)
  .describe("With their prefix lengths: 10.0.0.1/24, 2001:db8::1/64.");

/** What a rule of a firewall or of routing looks at. */
export const matchedInterfaceSchema = z
  .union([z.literal("lo"), interfaceNameSchema])
  .nullable()
  .default(null)
  .describe("By name, as the kernel matches it: it need not be there.");

export const matchedNetworkSchema = canonicalText(
  "not-a-network-or-address",
  "must be a network or an address, such as 10.0.0.0/24 or 10.0.0.1",
  (text) => {
    const address = parseAddress(text)?.address;
    const prefix = address === undefined ? parsePrefix(text) : null;
    if (prefix === null) return address ?? null;
    const network = formatPrefix(networkOf(prefix));
    return network.replace(network.includes(":") ? /\/128$/ : /\/32$/, "");
  },
)
  .nullable()
  .default(null);
