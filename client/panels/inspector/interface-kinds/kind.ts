import type { TablerIcon } from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { SingleRecord } from "../../../../shared/topology.ts";
import type { interfaceKindsEn } from "../../../i18n/interface-kinds.en.ts";

/** How a kind of interface that is one record by itself looks, and what of it can be changed. */
export interface KindLook {
  readonly icon: TablerIcon;
  readonly fields: readonly KindField[];
  /** Where it cannot be had: why, unless it is for want of the kernel's. */
  readonly lacking?: "no-uplink";
  /** What no single field shows. */
  readonly More?: ComponentType<{ readonly record: SingleRecord }>;
}

type Key = keyof typeof interfaceKindsEn.interfaces.fields;

/** A field that only some kinds have. Its words are `interfaces.fields.<key>`. */
export type KindField =
  | { readonly type: "number"; readonly key: Key }
  | { readonly type: "switch"; readonly key: Key }
  /** Cleared, it is null; where there must be one, the server says so. */
  | { readonly type: "text"; readonly key: Key }
  /** The kernel's own words. */
  | { readonly type: "choice"; readonly key: Key; readonly choices: readonly string[] };
