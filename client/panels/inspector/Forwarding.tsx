import { useTranslation } from "react-i18next";
import type { ObservedNamespace } from "../../../shared/observed.ts";
import type { NamespaceRecord, Topology } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import { SwitchField } from "../../ui/fields/SwitchField.tsx";
import { restore } from "./update.ts";

interface ForwardingProps {
  readonly record: NamespaceRecord;
  readonly observed: ObservedNamespace | undefined;
}

/** Does it pass packets on between its interfaces? With this on, a namespace is a router. */
export function Forwarding({ record, observed }: ForwardingProps) {
  const { t } = useTranslation();
  const word = (on: boolean) => t(on ? "inspector.forwards" : "inspector.forwardsNot");
  const field = (family: "ipv4" | "ipv6", label: string) => {
    const drawn = record.forwarding[family];
    const now = observed?.forwarding[family] ?? drawn;
    return (
      <SwitchField
        label={label}
        testId={`field-forwarding-${family}`}
        value={drawn}
        word={word(drawn)}
        kernel={now === drawn ? undefined : { value: word(now), restore: () => restore(record.id) }}
        send={(value) =>
          connection.sendEdit((topology) => setForwarding(topology, record.id, family, value), [record.id])
        }
      />
    );
  };
  return (
    <>
      {field("ipv4", t("inspector.forwardsIpv4"))}
      {field("ipv6", t("inspector.forwardsIpv6"))}
    </>
  );
}

function setForwarding(topology: Topology, id: string, family: "ipv4" | "ipv6", value: boolean) {
  const record = topology[id];
  if (record?.kind !== "namespace") return null;
  return { op: "update", id, changes: { forwarding: { ...record.forwarding, [family]: value } } } as const;
}
