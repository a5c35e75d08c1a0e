import { useTranslation } from "react-i18next";
import type { ObservedInterface } from "../../../shared/observed.ts";
import type { SingleRecord } from "../../../shared/topology.ts";
import type { Kernel } from "../../ui/fields/KernelDiffers.tsx";
import { NumberField } from "../../ui/fields/NumberField.tsx";
import { SelectField } from "../../ui/fields/SelectField.tsx";
import { SwitchField } from "../../ui/fields/SwitchField.tsx";
import { TextField } from "../../ui/fields/TextField.tsx";
import { kindLooks } from "./interface-kinds/index.ts";
import type { KindField } from "./interface-kinds/kind.ts";
import { restore, update } from "./update.ts";

interface KindFieldsProps {
  readonly record: SingleRecord;
  readonly observed: ObservedInterface | undefined;
}

/** What only its kind has. */
export function KindFields({ record, observed }: KindFieldsProps) {
  return kindLooks[record.kind].fields.map((field) => (
    <Control key={field.key} field={field} record={record} observed={observed} />
  ));
}

function Control({ field, record, observed }: KindFieldsProps & { readonly field: KindField }) {
  const { t } = useTranslation();
  const value = valueOf(record, field);
  const send = (next: unknown) => update(record.id, { [field.key]: next });
  const frame = {
    label: t(`interfaces.fields.${field.key}`),
    testId: `field-${field.key}`,
    kernel: kernelOf(field, record, observed),
  };
  switch (field.type) {
    case "number":
      return <NumberField {...frame} value={Number(value)} send={send} />;
    case "switch":
      return (
        <SwitchField
          {...frame}
          value={value === true}
          word={t(value === true ? "common.on" : "common.off")}
          send={send}
        />
      );
    case "text":
      return (
        <TextField
          {...frame}
          mono
          value={textOf(value) ?? ""}
          send={(text) => send(text === "" ? null : text)}
        />
      );
    case "choice":
      break;
  }
  const choices = field.choices.map((word) => ({ value: word, label: word }));
  return <SelectField {...frame} value={textOf(value) ?? ""} choices={choices} send={send} />;
}

function kernelOf(
  field: KindField,
  record: SingleRecord,
  observed: ObservedInterface | undefined,
): Kernel | undefined {
  const now = observed?.settings?.[field.key];
  if (now === undefined || now === valueOf(record, field)) return undefined;
  return { value: textOf(now), restore: () => restore(record.id) };
}

function valueOf(record: SingleRecord, { key }: KindField): unknown {
  return key in record ? record[key as keyof SingleRecord] : null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" || value === null ? value : JSON.stringify(value);
}
