import { Popover } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { renameLab } from "../../api.ts";
import { useLab } from "../../store.ts";
import { DraftInput } from "../../ui/fields/DraftInput.tsx";
import { useDraft } from "../../ui/fields/use-draft.ts";
import { ProblemText } from "../../ui/ProblemText.tsx";
import { asOutcome } from "./as-outcome.ts";
import classes from "./LabName.module.css";

/** The lab's name, edited where it stands. */
export function LabName({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const name = useLab((lab) => lab.name) ?? "";
  const draft = useDraft(name, (text) => (text === "" ? null : asOutcome(renameLab(id, text))), {
    // There is no next field to fill in: the keys are the canvas's again.
    leavesOnEnter: true,
  });
  return (
    <Popover
      opened={draft.problem !== null}
      position="bottom-start"
      withArrow
      shadow="md"
      trapFocus={false}
      withRoles={false}
    >
      <Popover.Target>
        <span className={classes["frame"]} data-text={draft.text}>
          <DraftInput
            draft={draft}
            className={classes["input"]}
            aria-label={t("topbar.labName")}
            title={t("topbar.rename")}
            size={1}
            testId="lab-name"
          />
        </span>
      </Popover.Target>
      <Popover.Dropdown maw={320}>
        {draft.problem !== null && <ProblemText problem={draft.problem} />}
      </Popover.Dropdown>
    </Popover>
  );
}
