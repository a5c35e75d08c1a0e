import type { Outcome } from "../../requests.ts";
import type { FieldProps } from "./Field.tsx";
import { parseWhole } from "./parse-whole.ts";
import { TextField } from "./TextField.tsx";

interface NumberFieldProps extends FieldProps {
  readonly value: number;
  readonly send: (value: number) => Promise<Outcome>;
}

export function NumberField({ value, send, ...field }: NumberFieldProps) {
  return (
    <TextField
      {...field}
      mono
      inputMode="numeric"
      value={String(value)}
      send={(text) => {
        const parsed = parseWhole(text);
        return typeof parsed === "number" ? send(parsed) : parsed;
      }}
    />
  );
}
