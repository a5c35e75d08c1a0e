import i18next from "i18next";
import { gallery, type GalleryId } from "../../../shared/gallery/index.ts";
import { createLab } from "../../api.ts";
import { labHref, navigate } from "../../route.ts";
import { orShowProblem } from "../../show-problem.ts";

/** Makes a lab of it, under its title in the reader's language, and goes there. */
export async function openFromGallery(id: GalleryId): Promise<void> {
  const lab = await orShowProblem(createLab(i18next.t(`gallery.${id}.title`), gallery[id].document()));
  if (lab !== null) navigate(labHref(lab.id, id));
}
