import { IconBulb, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { gallery, type GalleryId } from "../../../shared/gallery/index.ts";
import { ToolButton } from "../../ui/ToolButton.tsx";
import classes from "./AboutNote.module.css";

/** What to look at in a lab that began in the gallery, until it is put away. */
export function AboutNote({ about }: { readonly about: string | null }) {
  const { t } = useTranslation();
  const [isAway, setIsAway] = useState(false);
  if (about === null || isAway || !isGalleryId(about)) return null;
  return (
    <aside className={classes["note"]} aria-label={t("gallery.look")} data-testid="about-note">
      <IconBulb size={18} aria-hidden />
      <div>
        <h2>{t("gallery.look")}</h2>
        <p>{t(`gallery.${about}.look`)}</p>
      </div>
      <ToolButton
        icon={IconX}
        label={t("gallery.putAway")}
        size="sm"
        tooltip="left"
        testId="about-put-away"
        onClick={() => setIsAway(true)}
      />
    </aside>
  );
}

function isGalleryId(text: string): text is GalleryId {
  return Object.hasOwn(gallery, text);
}
