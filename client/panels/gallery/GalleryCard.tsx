import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { featuresOf, programPackages } from "../../../shared/features.ts";
import type { GalleryEntry } from "../../../shared/gallery/entry.ts";
import { gallery, type GalleryId } from "../../../shared/gallery/index.ts";
import classes from "./GalleryPage.module.css";
import { GalleryPicture } from "./GalleryPicture.tsx";
import { openFromGallery } from "./open-from-gallery.ts";

interface GalleryCardProps {
  readonly id: GalleryId;
  readonly capabilities: Readonly<Record<string, boolean>> | null;
}

export function GalleryCard({ id, capabilities }: GalleryCardProps) {
  const { t } = useTranslation();
  const entry: GalleryEntry = gallery[id];
  const missing = [...featuresOf(entry.document().topology), ...(entry.needs ?? [])].filter(
    (feature) => capabilities?.[feature] === false,
  );
  const packages = missing.flatMap((feature) => programPackages[feature] ?? []);
  const ofKernel = missing.filter((feature) => programPackages[feature] === undefined);
  return (
    <li>
      <button
        type="button"
        className={classes["card"]}
        disabled={missing.length > 0}
        data-testid={`gallery-${id}`}
        onClick={() => void openFromGallery(id)}
      >
        <GalleryPicture id={id} />
        <strong>{t(`gallery.${id}.title`)}</strong>
        <span className={classes["text"]}>{t(`gallery.${id}.text`)}</span>
        {entry.isWrong === true && (
          <span className={classes["wrong"]}>
            <IconAlertTriangle size={14} aria-hidden /> {t("gallery.wrong")}
          </span>
        )}
        {ofKernel.length > 0 && (
          <span className={classes["missing"]}>
            {t("gallery.missing", { features: ofKernel.join(", ") })}
          </span>
        )}
        {packages.length > 0 && (
          <span className={classes["missing"]}>
            {t("gallery.missingPrograms", { command: `apt-get install ${packages.join(" ")}` })}
          </span>
        )}
      </button>
    </li>
  );
}
