import { IconFileUpload } from "@tabler/icons-react";
import { useState, type DragEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./DropLab.module.css";
import { uploadFiles } from "./upload.ts";

/** The whole page takes labs' files, and other programs', dropped on it. */
export function DropLab({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const enter = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  };
  const leave = (event: DragEvent) => {
    // Moving over a child is not leaving.
    const to = event.relatedTarget;
    if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void uploadFiles([...event.dataTransfer.files]);
  };
  return (
    <div
      className={classes["area"]}
      role="presentation"
      onDragEnter={enter}
      onDragOver={enter}
      onDragLeave={leave}
      onDrop={drop}
    >
      {children}
      {isOver && (
        <div className={classes["veil"]}>
          <IconFileUpload size={40} stroke={1.4} aria-hidden />
          {t("labs.drop")}
        </div>
      )}
    </div>
  );
}
