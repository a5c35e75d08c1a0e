import type { Document, Topology } from "../topology.ts";

/** What becomes of a ping. */
export interface GalleryPing {
  /** A namespace, or `container:NAME`. */
  readonly from: string;
  /** An address, or in a container a name. */
  readonly to: string;
  /** Where it is no ping but a TCP connection. */
  readonly port?: number;
  readonly outcome: "answered" | "failed" | "unknown name";
}

/** A network to begin with. Its words are `gallery.<id>` in client/i18n/gallery.*.ts. */
export interface GalleryEntry {
  readonly document: () => Document;
  /** What it promises, also of what is to fail. */
  readonly pings: readonly GalleryPing[];
  /** What of the machine it needs besides what its records do; by the names of `capabilities` in /api/health. */
  readonly needs?: readonly string[];
  /** Where its programs go on building when it is built: have they done? Its pings answer then. */
  readonly isSetUp?: (topology: Topology) => boolean;
  /** Is something wrong in it, for people to find? */
  readonly isWrong?: boolean;
}

export const answers = (from: string, to: string): GalleryPing => ({ from, to, outcome: "answered" });
export const fails = (from: string, to: string): GalleryPing => ({ from, to, outcome: "failed" });
export const isUnknown = (from: string, to: string): GalleryPing => ({ from, to, outcome: "unknown name" });
export const listens = (from: string, to: string, port: number): GalleryPing => ({
  from,
  to,
  port,
  outcome: "answered",
});
