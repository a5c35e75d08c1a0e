import { useTranslation } from "react-i18next";
import type { LabSummary } from "../../../shared/protocol.ts";
import { renameLab } from "../../api.ts";
import input from "../../ui/fields/Field.module.css";
import { changeLabs } from "./use-labs.ts";

interface LabNameInputProps {
  readonly lab: LabSummary;
  readonly close: () => void;
}

export function LabNameInput({ lab, close }: LabNameInputProps) {
  const { t } = useTranslation();
  const rename = (text: string) => {
    const name = text.trim();
    close();
    if (name !== "" && name !== lab.name) void changeLabs(() => renameLab(lab.id, name));
  };
  return (
    <input
      className={input["input"]}
      aria-label={t("labs.renameOf", { name: lab.name })}
      defaultValue={lab.name}
      spellCheck={false}
      autoComplete="off"
      data-testid="lab-rename-input"
      ref={(element) => element?.select()}
      onBlur={(event) => rename(event.target.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") rename(event.currentTarget.value);
        if (event.key === "Escape") close();
      }}
    />
  );
}
