import { IconAlertTriangle, IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ToolButton } from "./ToolButton.tsx";
import { useCopy } from "./use-copy.ts";

interface CopyButtonProps {
  readonly text: () => string;
  readonly label: string;
  readonly testId?: string;
}

const icons = { copied: IconCheck, failed: IconAlertTriangle } as const;

export function CopyButton({ text, label, testId }: CopyButtonProps) {
  const { t } = useTranslation();
  const { result, copy } = useCopy();
  return (
    <ToolButton
      icon={result === null ? IconCopy : icons[result]}
      label={result === null ? label : t(`common.${result === "copied" ? "copied" : "notCopied"}`)}
      size="sm"
      tooltip="left"
      testId={testId}
      onClick={() => copy(text())}
    />
  );
}
