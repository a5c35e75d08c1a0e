import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ToolButton } from "./ToolButton.tsx";

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
  readonly testId?: string;
}

export function CopyButton({ text, label, testId }: CopyButtonProps) {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <ToolButton
      icon={clipboard.copied ? IconCheck : IconCopy}
      label={clipboard.copied ? t("common.copied") : label}
      size="sm"
      tooltip="left"
      testId={testId}
      onClick={() => clipboard.copy(text)}
    />
  );
}
