import { useTranslation } from "react-i18next";
import type { RecordId } from "../../../shared/topology.ts";
import { useDraft } from "../../ui/fields/use-draft.ts";
import { ProblemText } from "../../ui/ProblemText.tsx";
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
      <input
        className={`${input["input"]} ${input["mono"]}`}
        aria-label={t("inspector.newAddress")}
        aria-invalid={draft.problem !== null}
        placeholder="10.0.0.1/24"
        value={draft.text}
        spellCheck={false}
        autoComplete="off"
        data-testid="address-new"
        onChange={(event) => draft.set(event.target.value)}
        onBlur={draft.commit}
        onKeyDown={draft.handleKeys}
      />
      <div aria-live="polite">{draft.problem !== null && <ProblemText problem={draft.problem} />}</div>
    </div>
  );
}
