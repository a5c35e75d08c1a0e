import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { TextButton } from "../TextButton.tsx";
import classes from "./KernelDiffers.module.css";

export interface Kernel {
  /** In the kernel's words; null when it has none. */
  readonly value: string | null;
  /** Puts the kernel back to what the drawing says. */
  readonly restore: () => void;
}

/** The drawing says one thing and the kernel another: say so, and offer the way back. */
export function KernelDiffers({ value, restore }: Kernel) {
  const { t } = useTranslation();
  return (
    <div className={classes["differs"]} data-testid="kernel-differs">
      <IconAlertTriangle size={14} aria-hidden />
      <span>
        {t("inspector.kernelHas")}{" "}
        {value === null ? <em>{t("inspector.kernelNone")}</em> : <code>{value}</code>}
      </span>
      <TextButton onClick={restore} testId="restore">
        {t("inspector.restore")}
      </TextButton>
    </div>
  );
}
