import type { Problem } from "../../../shared/errors.ts";
import type { Outcome } from "../../requests.ts";
import type { FieldProps } from "./Field.tsx";
import { TextField } from "./TextField.tsx";

interface NumberFieldProps extends FieldProps {
  readonly value: number;
  readonly range: readonly [number, number];
  readonly send: (value: number) => Promise<Outcome>;
}

export function NumberField({ value, range, send, ...field }: NumberFieldProps) {
  return (
    <TextField
      {...field}
      mono
      inputMode="numeric"
      value={String(value)}
      send={(text) => {
        const parsed = parseWhole(text, range);
        return typeof parsed === "number" ? send(parsed) : parsed;
      }}
    />
  );
}

/** Checked here too, because the server does not say which limits a number broke. */
export function parseWhole(text: string, [minimum, maximum]: readonly [number, number]): number | Problem {
  const value = Number(text);
  const isWhole = /^\d+$/.test(text) && Number.isSafeInteger(value);
  if (isWhole && value >= minimum && value <= maximum) return value;
  return {
    kind: "invalid-edit",
    code: isWhole ? "out-of-range" : "not-a-number",
    detail: `A whole number from ${minimum} to ${maximum}.`,
    parameters: { minimum, maximum },
  };
}
