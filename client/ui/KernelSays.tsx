import { useTranslation } from "react-i18next";
import classes from "./KernelSays.module.css";

interface KernelSaysProps {
  readonly command: string | null;
  readonly output: string;
}

/** What the kernel was told and what it answered, to the letter. */
export function KernelSays({ command, output }: KernelSaysProps) {
  const { t } = useTranslation();
  return (
    <figure className={classes["kernel"]}>
      <figcaption>{t("common.kernelSays")}</figcaption>
      {command !== null && <code className={classes["command"]}>{command}</code>}
      <samp>{output}</samp>
    </figure>
  );
}
