import { useTranslation } from "react-i18next";
import type { ObservedInterface } from "../../../shared/observed.ts";
import { hasMacAddress, type InterfaceRecord } from "../../../shared/topology.ts";
import { NumberField } from "../../ui/fields/NumberField.tsx";
import { TextField } from "../../ui/fields/TextField.tsx";
import { Addresses } from "./Addresses.tsx";
import classes from "./Fields.module.css";
import { StateField } from "./StateField.tsx";
import { rename, restore, update } from "./update.ts";

interface InterfaceFieldsProps {
  readonly record: InterfaceRecord;
  readonly observed: ObservedInterface | undefined;
}

/** What all interfaces have in common: state, name, addresses, MAC address, MTU. */
export function InterfaceFields({ record, observed }: InterfaceFieldsProps) {
  const { t } = useTranslation();
  const back = () => restore(record.id);
  const kernel = <T,>(drawn: T, now: T | undefined) =>
    now === undefined || now === drawn ? undefined : { value: String(now), restore: back };
  return (
    <>
      <StateField
        adminState={record.adminState}
        observed={observed}
        restore={back}
        send={(adminState) => update(record.id, { adminState })}
      />
      <TextField
        label={t("inspector.name")}
        testId="field-name"
        mono
        value={record.name}
        send={(name) => rename(record.id, name)}
      />
      <h3 className={classes["label"]}>{t("inspector.addresses")}</h3>
      <Addresses id={record.id} drawn={record.addresses} observed={observed} />
      {hasMacAddress(record) && (
        <TextField
          label={t("inspector.macAddress")}
          testId="field-mac"
          mono
          value={record.macAddress}
          kernel={kernel(record.macAddress, observed?.macAddress ?? undefined)}
          send={(macAddress) => update(record.id, { macAddress })}
        />
      )}
      <NumberField
        label={t("inspector.mtu")}
        testId="field-mtu"
        value={record.mtu}
        kernel={kernel(record.mtu, observed?.mtu)}
        send={(mtu) => update(record.id, { mtu })}
      />
    </>
  );
}
