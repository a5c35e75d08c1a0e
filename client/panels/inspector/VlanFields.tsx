import { useTranslation } from "react-i18next";
import { bridgeOf, type InterfaceRecord } from "../../../shared/topology.ts";
import { bornVlans, drawnVlans, formatVlanIds, parseVlanIds, type Vlans } from "../../../shared/vlans.ts";
import { useLab } from "../../store.ts";
import { NumberField } from "../../ui/fields/NumberField.tsx";
import { TextField } from "../../ui/fields/TextField.tsx";
import { restore, update } from "./update.ts";
import { useObservedInterface } from "./use-observed.ts";

/** Of a bridge that looks at tags, or a port of one: what it does with VLANs. */
export function VlanFields({ record }: { readonly record: InterfaceRecord }) {
  const { t } = useTranslation();
  const isAware =
    useLab(({ document: { topology } }) => {
      const bridge = bridgeOf(topology, record) ?? record;
      return bridge.kind === "bridge" && bridge.vlanFiltering;
    }) ?? false;
  const seen = useObservedInterface(record)?.vlans ?? null;
  if (!isAware && record.vlans === null) return null;
  const vlans = record.vlans ?? bornVlans;
  const send = (changes: Partial<Vlans>) =>
    update(record.id, { vlans: drawnVlans({ ...vlans, ...changes }) });
  const kernel = (key: keyof Vlans) => {
    const [drawn, now] = [textOf(vlans[key]), seen === null ? null : textOf(seen[key])];
    return now === null || now === drawn ? undefined : { value: now, restore: () => restore(record.id) };
  };
  return (
    <>
      <NumberField
        label={t("inspector.nativeVlan")}
        testId="field-pvid"
        value={vlans.pvid ?? 0}
        kernel={kernel("pvid")}
        send={(id) => send(withNative(vlans, id === 0 ? null : id))}
      />
      {(["untagged", "tagged"] as const).map((key) => (
        <TextField
          key={key}
          label={t(`inspector.${key}Vlans`)}
          testId={`field-${key}`}
          mono
          value={formatVlanIds(vlans[key])}
          kernel={kernel(key)}
          send={(text) => send({ [key]: parseVlanIds(text) })}
        />
      ))}
    </>
  );
}

/** An access port's VLAN is its native one, and goes out untagged. */
function withNative({ pvid, untagged, tagged }: Vlans, id: number | null): Vlans {
  const others = untagged.filter((other) => other !== pvid && other !== id);
  return {
    pvid: id,
    untagged: id === null ? others : [...others, id],
    tagged: tagged.filter((other) => other !== id),
  };
}

function textOf(value: Vlans[keyof Vlans]): string {
  return typeof value === "object" && value !== null ? formatVlanIds(value) : String(value ?? 0);
}
