import { Button, FileButton } from "@mantine/core";
import { IconPhoto, IconPlus, IconUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { galleryHref, navigate } from "../../route.ts";
import { createAndOpen } from "./create.ts";
import classes from "./EmptyLabs.module.css";
import { EmptyPicture } from "./EmptyPicture.tsx";
import { uploadable, uploadFiles } from "./upload.ts";

/** No lab yet: what one is, and the button that makes it. */
export function EmptyLabs() {
  const { t } = useTranslation();
  return (
    <section className={classes["empty"]} data-testid="labs-empty">
      <EmptyPicture />
      <h2>{t("labs.emptyTitle")}</h2>
      <p>{t("labs.emptyText")}</p>
      <div className={classes["buttons"]}>
        <Button
          size="md"
          leftSection={<IconPlus size={18} aria-hidden />}
          data-testid="labs-create-first"
          onClick={() => void createAndOpen()}
        >
          {t("labs.create")}
        </Button>
        <Button
          size="md"
          variant="default"
          leftSection={<IconPhoto size={18} aria-hidden />}
          data-testid="labs-gallery-first"
          onClick={() => navigate(galleryHref)}
        >
          {t("gallery.title")}
        </Button>
        <FileButton multiple accept={uploadable} onChange={(files) => void uploadFiles(files)}>
          {(props) => (
            <Button {...props} size="md" variant="default" leftSection={<IconUpload size={18} aria-hidden />}>
              {t("labs.upload")}
            </Button>
          )}
        </FileButton>
      </div>
    </section>
  );
}
