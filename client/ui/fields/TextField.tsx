import { DraftInput } from "./DraftInput.tsx";
import { Field, type FieldProps } from "./Field.tsx";
import classes from "./Field.module.css";
import { useDraft, type Send } from "./use-draft.ts";

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly send: Send;
  /** Addresses and such: figures that line up. */
  readonly mono?: boolean;
  readonly disabled?: boolean;
  readonly inputMode?: "text" | "numeric";
}

export function TextField(props: TextFieldProps) {
  const { value, send, mono = false, disabled = false, inputMode = "text", testId } = props;
  const draft = useDraft(value, send);
  return (
    <Field {...props} isPending={draft.isPending} problem={draft.problem}>
      {({ control, message }) => (
        <DraftInput
          draft={draft}
          id={control}
          className={mono ? `${classes["input"]} ${classes["mono"]}` : classes["input"]}
          disabled={disabled}
          placeholder={disabled ? "–" : undefined}
          inputMode={inputMode}
          aria-describedby={message}
          testId={testId}
        />
      )}
    </Field>
  );
}
