import * as z from "zod";
import { recordIdSchema } from "../fields.ts";
import { interfaceShape, masterSchema } from "../interface-shape.ts";

/**
 * A kind of interface that is one record by itself: neither an end of a pair nor a bridge. All that is said of one in this
 * folder is in its own file; `index.ts` lists them.
 */
export interface InterfaceKind<Fields> {
  /** `macAddress` and `master` are null where the kernel has none, or no choice. */
  readonly schema: z.ZodType<Fields>;
  /** With nothing left out. */
  readonly keptSchema: z.ZodType<Fields>;
  /** One of its own; some have their lower interface's, or no Ethernet at all. */
  readonly hasMacAddress: (record: Fields) => boolean;
  /** How many bytes of its lower interface's MTU it needs for itself; null where it does not depend on that one's. */
  readonly overhead: ((record: Fields) => number) | null;
  /** Does it see all frames of its lower interface first? That one can be no bridge's port then. */
  readonly takesFrames: boolean;
  /** Do its packets go on in the namespace it was made in, wherever it is moved? Then a move makes it anew. */
  readonly isBoundToBirthplace: boolean;
  /** What no two of this kind may have in common; null where there is no such thing. */
  readonly identity: ((record: Fields) => readonly unknown[]) | null;
  /** Does it lead out of the lab? */
  readonly leadsOut?: true;
  /** What it needs besides itself, by the names of capabilities. */
  readonly needs?: readonly string[];
  /** What is seen of its settings, but for what the kernel has changed by itself: that is as it is drawn. */
  readonly asDrawn?: (record: Fields, seen: Settings) => Settings;
}

export type Settings = Readonly<Record<string, unknown>>;

/** One that carries Ethernet, with an address of its own, and can be a bridge's port. */
export const ethernetShape = { ...interfaceShape, master: masterSchema };

/** One without an address of its own: it has its lower interface's, or no Ethernet at all. */
export const addresslessShape = {
  ...interfaceShape,
  macAddress: z.null().default(null),
  master: z.null().default(null),
  vlans: z.null().default(null),
};

export const lowerSchema = recordIdSchema.describe(
  "The id of the interface that it is on. It goes with that one, and may be in another namespace.",
);
export const noLowerSchema = z.null().default(null);
