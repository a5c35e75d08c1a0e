import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "../../../shared/topology.ts";
import { DraftInput } from "../../ui/fields/DraftInput.tsx";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { KernelDiffers } from "../../ui/fields/KernelDiffers.tsx";
import { useDraft } from "../../ui/fields/use-draft.ts";
import { ToolButton } from "../../ui/ToolButton.tsx";
import input from "../../ui/fields/Field.module.css";
import classes from "./Addresses.module.css";
import { restore, updateAddresses } from "./update.ts";

interface AddressRowProps {
  readonly id: RecordId;
  readonly index: number;
  readonly address: string;
  readonly dadState: "tentative" | "dadfailed" | null;
  /** The kernel does not have it. */
  readonly missing: boolean;
}

/** One address of the drawing. Emptied, it is taken away. */
export function AddressRow({ id, index, address, dadState, missing }: AddressRowProps) {
  const { t } = useTranslation();
  const replace = (text: string) =>
    updateAddresses(id, (all) =>
      text === "" ? without(all, address) : all.map((one) => (one === address ? text : one)),
    );
  const draft = useDraft(address, replace);
  return (
    <div className={classes["address"]} data-pending={draft.isPending || undefined}>
      <div className={classes["line"]}>
        <DraftInput
          draft={draft}
          className={`${input["input"]} ${input["mono"]}`}
          aria-label={t("inspector.address", { number: index + 1 })}
          title={draft.text}
          testId="address-input"
        />
        <ToolButton
          icon={IconX}
          label={t("inspector.removeAddress", { address })}
          size="sm"
          tooltip="left"
          testId="address-remove"
          onClick={() => void updateAddresses(id, (all) => without(all, address))}
        />
      </div>
      <FieldMessage problem={draft.problem}>
        {dadState !== null && <p className={classes["dad"]}>{t(`inspector.dad.${dadState}`)}</p>}
        {missing && <KernelDiffers value={null} restore={() => restore(id)} />}
      </FieldMessage>
    </div>
  );
}

function without(all: readonly string[], address: string): readonly string[] {
  return all.filter((one) => one !== address);
}
