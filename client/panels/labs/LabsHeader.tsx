import { Button, FileButton, TextInput } from "@mantine/core";
import { IconPhoto, IconPlus, IconSearch, IconUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { galleryHref, navigate } from "../../route.ts";
import { LostBanner } from "../../ui/LostBanner.tsx";
import { LanguageSwitch } from "../topbar/LanguageSwitch.tsx";
import { ThemeSwitch } from "../topbar/ThemeSwitch.tsx";
import { createAndOpen } from "./create.ts";
import { Logo } from "./Logo.tsx";
import classes from "./LabsHeader.module.css";
import { uploadable, uploadFiles } from "./upload.ts";

interface LabsHeaderProps {
  readonly search: string;
  readonly setSearch: (search: string) => void;
  readonly hasLabs: boolean;
  /** The server is away. */
  readonly isLost: boolean;
}

export function LabsHeader({ search, setSearch, hasLabs, isLost }: LabsHeaderProps) {
  const { t } = useTranslation();
  return (
    <header className={classes["header"]}>
      <div className={classes["brand"]}>
        <Logo />
        <div>
          <h1>Vethlab</h1>
          <p>{t("labs.tagline")}</p>
        </div>
        <ThemeSwitch />
        <LanguageSwitch />
      </div>
      <div className={classes["tools"]} hidden={!hasLabs}>
        <h2>{t("labs.title")}</h2>
        <TextInput
          type="search"
          value={search}
          aria-label={t("labs.search")}
          placeholder={t("labs.search")}
          leftSection={<IconSearch size={16} aria-hidden />}
          data-testid="labs-search"
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<IconPhoto size={16} aria-hidden />}
          data-testid="labs-gallery"
          onClick={() => navigate(galleryHref)}
        >
          {t("gallery.title")}
        </Button>
        <FileButton multiple accept={uploadable} onChange={(files) => void uploadFiles(files)}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              leftSection={<IconUpload size={16} aria-hidden />}
              data-testid="labs-upload"
            >
              {t("labs.upload")}
            </Button>
          )}
        </FileButton>
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          data-testid="labs-create"
          onClick={() => void createAndOpen()}
        >
          {t("labs.create")}
        </Button>
      </div>
      <LostBanner isLost={isLost} text={t("labs.lost")} />
    </header>
  );
}
