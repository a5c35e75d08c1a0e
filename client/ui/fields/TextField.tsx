import { Field, type FieldProps } from "./Field.tsx";
import classes from "./Field.module.css";
import { useDraft, type Send } from "./use-draft.ts";

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly send: Send;
  /** Addresses and such: figures that line up. */
  readonly mono?: boolean;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly inputMode?: "text" | "numeric";
}

export function TextField(props: TextFieldProps) {
  const { value, send, mono = false, disabled = false, placeholder, inputMode = "text", testId } = props;
  const draft = useDraft(value, send);
  return (
    <Field {...props} isPending={draft.isPending} problem={draft.problem}>
      {({ control, message }) => (
        <input
          id={control}
          className={mono ? `${classes["input"]} ${classes["mono"]}` : classes["input"]}
          value={draft.text}
          disabled={disabled}
          placeholder={placeholder}
          inputMode={inputMode}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={draft.problem !== null}
          aria-describedby={message}
          data-testid={testId}
          onChange={(event) => draft.set(event.target.value)}
          onBlur={draft.commit}
          onKeyDown={draft.handleKeys}
        />
      )}
    </Field>
  );
}
