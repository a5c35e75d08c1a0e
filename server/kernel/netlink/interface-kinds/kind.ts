import type { Attributes } from "../message.ts";

/** What IFLA_INFO_DATA says of one kind of interface; null when a record cannot say it. */
export type DecodeKind = (data: Attributes) => {
  readonly settings: Readonly<Record<string, unknown>>;
  /** The interface it is on, where the link itself does not say that. */
  readonly lowerIndex?: number | null;
} | null;
