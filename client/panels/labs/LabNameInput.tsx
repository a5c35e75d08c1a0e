import { useTranslation } from "react-i18next";
import type { LabSummary } from "../../../shared/protocol.ts";
import { renameLab } from "../../api.ts";
import { DraftInput } from "../../ui/fields/DraftInput.tsx";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import input from "../../ui/fields/Field.module.css";
import { useDraft } from "../../ui/fields/use-draft.ts";
import { asOutcome } from "../topbar/as-outcome.ts";
import classes from "./LabCard.module.css";
import { refreshLabs } from "./use-labs.ts";

interface LabNameInputProps {
  readonly lab: LabSummary;
  readonly close: () => void;
}

/** In the place of the name until it is another one, or taken back. */
export function LabNameInput({ lab, close }: LabNameInputProps) {
  const { t } = useTranslation();
  const rename = async (name: string) => {
    const outcome = await asOutcome(renameLab(lab.id, name));
    if (outcome.ok) {
      await refreshLabs();
      close();
    }
    return outcome;
  };
  const draft = useDraft(lab.name, (name) => (name === "" ? null : rename(name)));
  return (
    <div
      className={classes["rename"]}
      onBlur={() => draft.isSettled && close()}
      onKeyDownCapture={({ key, nativeEvent }) => {
        if (nativeEvent.isComposing) return;
        if (key === "Escape" || (key === "Enter" && draft.isSettled)) close();
      }}
    >
      <DraftInput
        draft={draft}
        className={input["input"]}
        aria-label={t("labs.renameOf", { name: lab.name })}
        ref={selectAll}
        testId="lab-rename-input"
      />
      <FieldMessage problem={draft.problem} />
    </div>
  );
}

/** The same each time, so that it is done once, when the input comes. */
function selectAll(element: HTMLInputElement | null): void {
  element?.select();
}
