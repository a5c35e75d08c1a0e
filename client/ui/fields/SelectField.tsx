import type { Outcome } from "../../requests.ts";
import { useCommit } from "../use-commit.ts";
import { Field, type FieldProps } from "./Field.tsx";
import classes from "./Field.module.css";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface SelectFieldProps extends FieldProps {
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly send: (value: string) => Promise<Outcome>;
}

export function SelectField(props: SelectFieldProps) {
  const { value, choices, send, testId } = props;
  const { isPending, problem, run } = useCommit();
  return (
    <Field {...props} isPending={isPending} problem={problem}>
      {({ control, message }) => (
        <select
          id={control}
          className={classes["input"]}
          value={value}
          aria-describedby={message}
          data-testid={testId}
          onChange={(event) => {
            const next = event.target.value;
            void run(() => send(next));
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
