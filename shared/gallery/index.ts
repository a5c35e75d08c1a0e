import { bridges } from "./bridges.ts";
import { containers } from "./containers.ts";
import { firstSteps } from "./first-steps.ts";
import { nat } from "./nat.ts";
import { overlays } from "./overlays.ts";
import { routing } from "./routing.ts";
import { stores } from "./stores.ts";
import type { GalleryEntry } from "./entry.ts";

/** Networks to begin with, by what they are about. */
export const galleryGroups = { firstSteps, bridges, routing, nat, containers, overlays, stores } as const;
type Groups = typeof galleryGroups;
export type GalleryGroup = keyof Groups;
export type GalleryId = { [G in GalleryGroup]: keyof Groups[G] }[GalleryGroup];

export const gallery: Readonly<Record<GalleryId, GalleryEntry>> = {
  ...firstSteps,
  ...bridges,
  ...routing,
  ...nat,
  ...containers,
  ...overlays,
  ...stores,
};
