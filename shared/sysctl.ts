import * as z from "zod";

/** Those of a namespace's settings that have fields of their own. */
export const forwardingSysctl = {
  ipv4: "net.ipv4.ip_forward",
  ipv6: "net.ipv6.conf.all.forwarding",
} as const;
const forwardingSysctls: ReadonlySet<string> = new Set([
  ...Object.values(forwardingSysctl),
  "net.ipv4.conf.all.forwarding",
]);

/** `net.*` keys only, as sysctl(8) takes them; forwarding has fields of its own. */
export const sysctlKeySchema = z
  .string()
  .max(128)
  // sysctl(8) reads `/` as `.` and the other way round: a part that is `/` or `//` would lead out of net.
  .regex(
    /^net(\.(?!\/{1,2}(\.|$))[\p{L}\p{N}_/-]+)+$/u,
    "must be a net.* key: no others belong to a namespace",
  )
  .refine(
    (key) => !forwardingSysctls.has(key),
    "must be another key: this one is set by the namespace's forwarding field",
  );

/** With single blanks, which is how the kernel's tabs are read. */
export const sysctlValueSchema = z
  .string()
  .max(64)
  .regex(
    /^[0-9A-Za-z._:, -]*[0-9A-Za-z._:,] *$/,
    "must be of digits, letters, blanks and . _ : , - only, and not end with -",
  )
  .overwrite((value) => value.trim().replaceAll(/ +/g, " "));

/** A sysctl of one interface, or of all, or of those to come (Documentation/networking/ip-sysctl.rst). */
export interface InterfaceSysctl {
  /** `ipv4`, `ipv6`, `mpls` */
  readonly family: string;
  readonly table: "conf" | "neigh";
  /** An interface's name, `all` or `default`. */
  readonly of: string;
  /** `rp_filter` and the like. */
  readonly leaf: string;
}

/** null for a sysctl of the whole namespace. */
export function parseInterfaceSysctl(key: string): InterfaceSysctl | null {
  const [, family = "", table, of = "", leaf = ""] =
    /^net\.([^.]+)\.(conf|neigh)\.([^.]+)\.([^.]+)$/.exec(key) ?? [];
  if (table !== "conf" && table !== "neigh") return null;
  return { family, table, of: of.replaceAll("/", "."), leaf };
}

/** Is it of an interface that comes and goes? `lo` is in every namespace. */
export function isOfDrawnInterface({ of }: InterfaceSysctl): boolean {
  return of !== "all" && of !== "default" && of !== "lo";
}

/** sysctl(8) takes a dot of the name as `/`. */
export function formatInterfaceSysctl({ family, table, of, leaf }: InterfaceSysctl): string {
  return `net.${family}.${table}.${of.replaceAll(".", "/")}.${leaf}`;
}
