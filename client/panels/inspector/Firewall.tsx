import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { chainNames } from "../../../shared/firewall.ts";
import { lossIn } from "../../../shared/loss.ts";
import { hostId } from "../../../shared/names.ts";
import type { NamespaceRecord } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import { firewallOf } from "../../gestures/firewall.ts";
import { useLab } from "../../store.ts";
import { Section } from "../../ui/Section.tsx";
import classes from "./Firewall.module.css";
import { FirewallChain } from "./FirewallChain.tsx";
import { OtherTables } from "./OtherTables.tsx";
import { useObservedNamespace } from "./use-observed.ts";

/** A namespace's firewall and NAT, chain by chain, and under them what somebody made there otherwise. */
export function Firewall({ record }: { readonly record: NamespaceRecord }) {
  const { t } = useTranslation();
  const firewall = useLab(({ document }) => firewallOf(document.topology, record.id)) ?? null;
  const tables = useObservedNamespace(record)?.tables ?? [];
  const isMissing = useLab(({ capabilities }) => capabilities["nftables"] === false) ?? false;
  const count = chainNames.reduce((sum, chain) => sum + (firewall?.[chain].rules.length ?? 0), 0);
  useCloseLook(record.id);
  return (
    <Section
      title={t("firewall.title")}
      note={t("firewall.rules", { count })}
      folded={firewall === null && tables.every((table) => lossIn(table) !== null) && record.id !== hostId}
      testId="firewall"
    >
      {isMissing && <p className={classes["missing"]}>{t("firewall.missing")}</p>}
      {chainNames.map((chain) => (
        <FirewallChain key={chain} namespace={record} chain={chain} contents={firewall?.[chain]} />
      ))}
      <OtherTables namespace={record.name} tables={tables} kept={firewall?.tables ?? []} />
    </Section>
  );
}

/** Counters of rules, and sysctls, are read while somebody sees them. */
export function useCloseLook(namespace: string): void {
  useEffect(() => {
    connection.lookClosely([namespace]);
    return () => connection.lookClosely([]);
  }, [namespace]);
}
