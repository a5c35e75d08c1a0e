import { Switch } from "@mantine/core";
import type { Outcome } from "../../requests.ts";
import { useCommit } from "../use-commit.ts";
import { Field, type FieldProps } from "./Field.tsx";
import classes from "./SwitchField.module.css";

interface SwitchFieldProps extends FieldProps {
  readonly value: boolean;
  /** The state in a word, beside the switch: its colour alone says too little. */
  readonly word: string;
  readonly send: (value: boolean) => Promise<Outcome>;
  readonly disabled?: boolean;
}

export function SwitchField(props: SwitchFieldProps) {
  const { value, word, send, disabled = false, testId } = props;
  const { isPending, problem, run } = useCommit();
  return (
    <Field {...props} isPending={isPending} problem={problem}>
      {({ control, message }) => (
        <>
          <Switch
            id={control}
            size="sm"
            checked={value}
            disabled={disabled}
            aria-describedby={`${control}-word ${message}`}
            data-testid={testId}
            onChange={(event) => {
              const next = event.currentTarget.checked;
              void run(() => send(next));
            }}
          />
          <span id={`${control}-word`} className={classes["word"]}>
            {word}
          </span>
        </>
      )}
    </Field>
  );
}
