import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconArrowLeft } from "@tabler/icons-react";
import { galleryGroups, type GalleryGroup, type GalleryId } from "../../../shared/gallery/index.ts";
import { readCapabilities } from "../../api.ts";
import { navigate } from "../../route.ts";
import { ToolButton } from "../../ui/ToolButton.tsx";
import { LanguageSwitch } from "../topbar/LanguageSwitch.tsx";
import { ThemeSwitch } from "../topbar/ThemeSwitch.tsx";
import { GalleryCard } from "./GalleryCard.tsx";
import classes from "./GalleryPage.module.css";

const groups = Object.keys(galleryGroups) as GalleryGroup[];

/** Networks to begin with: each becomes a lab of its own. */
export function GalleryPage() {
  const { t } = useTranslation();
  const capabilities = useCapabilities();
  useEffect(() => {
    document.title = `${t("gallery.title")} – Vethlab`;
  }, [t]);
  return (
    <main className={classes["page"]} data-testid="gallery">
      <header className={classes["header"]}>
        <ToolButton
          icon={IconArrowLeft}
          label={t("topbar.labs")}
          testId="gallery-back"
          onClick={() => navigate("/")}
        />
        <div>
          <h1>{t("gallery.title")}</h1>
          <p>{t("gallery.lead")}</p>
        </div>
        <ThemeSwitch />
        <LanguageSwitch />
      </header>
      {groups.map((group) => (
        <section key={group} aria-labelledby={`gallery-${group}`}>
          <h2 id={`gallery-${group}`}>{t(`gallery.groups.${group}`)}</h2>
          <ul className={classes["cards"]}>
            {(Object.keys(galleryGroups[group]) as GalleryId[]).map((id) => (
              <GalleryCard key={id} id={id} capabilities={capabilities} />
            ))}
          </ul>
        </section>
      ))}
    </main>
  );
}

/** Null until they are known: what cannot be had is found out when it is chosen then. */
function useCapabilities(): Readonly<Record<string, boolean>> | null {
  const [capabilities, setCapabilities] = useState<Readonly<Record<string, boolean>> | null>(null);
  useEffect(() => {
    let isShown = true;
    void readCapabilities().then(
      (found) => (isShown ? setCapabilities(found) : undefined),
      () => undefined,
    );
    return () => {
      isShown = false;
    };
  }, []);
  return capabilities;
}
