import { IconBulb, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GalleryEntry } from "../../../shared/gallery/entry.ts";
import { gallery, type GalleryId } from "../../../shared/gallery/index.ts";
import { useLab } from "../../store.ts";
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
        <SetUp id={about} />
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

/** Built, some networks are not what they are to be: their programs go on. */
function SetUp({ id }: { readonly id: GalleryId }) {
  const { t } = useTranslation();
  const { isSetUp }: GalleryEntry = gallery[id];
  const isDone = useLab(({ document }) => isSetUp?.(document.topology) ?? true) ?? true;
  return (
    <output className={classes["setUp"]} data-testid="about-set-up">
      {!isDone && t("gallery.settingUp")}
    </output>
  );
}

function isGalleryId(text: string): text is GalleryId {
  return Object.hasOwn(gallery, text);
}
