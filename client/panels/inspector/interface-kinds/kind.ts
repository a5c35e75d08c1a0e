import type { TablerIcon } from "@tabler/icons-react";

/** How a kind of interface that is one record by itself looks, and what of it can be changed. */
export interface KindLook {
  readonly icon: TablerIcon;
  readonly fields: readonly KindField[];
}

/** A field that only some kinds have. Its words are `interfaces.fields.<key>`. */
export type KindField =
  | { readonly type: "number"; readonly key: "vlanId" | "vni" | "port" }
  | { readonly type: "switch"; readonly key: "learning" }
  /** Cleared, it is null; where there must be one, the server says so. */
  | { readonly type: "text"; readonly key: "local" | "remote" }
  /** The kernel's own words. */
  | { readonly type: "choice"; readonly key: "mode"; readonly choices: readonly string[] };
