import type { Document } from "../topology.ts";

/** Does a ping from this namespace to this address come back? */
export interface GalleryPing {
  readonly from: string;
  readonly to: string;
  readonly answers: boolean;
}

/** A network to begin with. Its words are `gallery.<id>` in client/i18n/gallery.*.ts. */
export interface GalleryEntry {
  readonly document: () => Document;
  /** What it promises, also of what is to fail. */
  readonly pings: readonly GalleryPing[];
  /** What of the machine it needs besides what its records do; by the names of `capabilities` in /api/health. */
  readonly needs?: readonly string[];
  /** Do its programs go on building when it is built? Its pings answer when they have done. */
  readonly setsItselfUp?: boolean;
  /** Is something wrong in it, for people to find? */
  readonly isWrong?: boolean;
}

export const answers = (from: string, to: string): GalleryPing => ({ from, to, answers: true });
export const fails = (from: string, to: string): GalleryPing => ({ from, to, answers: false });
