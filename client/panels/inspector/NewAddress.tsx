import { useTranslation } from "react-i18next";
import type { RecordId } from "../../../shared/topology.ts";
import { DraftInput } from "../../ui/fields/DraftInput.tsx";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { useDraft } from "../../ui/fields/use-draft.ts";
import input from "../../ui/fields/Field.module.css";
import classes from "./Addresses.module.css";
import { updateAddresses } from "./update.ts";

/** The empty line at the end: type and Enter, and it is there. */
export function NewAddress({ id }: { readonly id: RecordId }) {
  const { t } = useTranslation();
  const draft = useDraft("", (text) => updateAddresses(id, (all) => [...all, text]), {
    clearsWhenDone: true,
  });
  return (
    <div className={classes["address"]} data-pending={draft.isPending || undefined}>
      <DraftInput
        draft={draft}
        className={`${input["input"]} ${input["mono"]}`}
        aria-label={t("inspector.newAddress")}
        placeholder="10.0.0.1/24"
        testId="address-new"
      />
      <FieldMessage problem={draft.problem} />
    </div>
  );
}
