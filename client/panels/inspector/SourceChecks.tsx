import { useTranslation } from "react-i18next";
import { formatInterfaceSysctl } from "../../../shared/sysctl.ts";
import type { RecordId } from "../../../shared/topology.ts";
import { useLab } from "../../store.ts";
import { SelectField } from "../../ui/fields/SelectField.tsx";
import { SwitchField } from "../../ui/fields/SwitchField.tsx";
import { Section } from "../../ui/Section.tsx";
import classes from "./Fields.module.css";
import { restore, updateSysctl } from "./update.ts";

interface SourceChecksProps {
  readonly namespace: RecordId;
  /** An interface, or `all`. */
  readonly of: string;
}

const choices = ["0", "1", "2"] as const;
type Choice = (typeof choices)[number];

/** Two sysctls of IPv4 that decide more than one sees: whose packets are let in, and for whom ARP is answered. */
export function SourceChecks({ namespace, of }: SourceChecksProps) {
  const { t } = useTranslation();
  const drawn = useLab(({ document }) => {
    const record = document.topology[namespace];
    return record?.kind === "namespace" ? record : undefined;
  });
  const netconf = useLab((lab) => lab.observed.namespaces[drawn?.name ?? ""]?.netconf);
  const [own, all] = [netconf?.[of], netconf?.["all"]];
  if (drawn === undefined || own === undefined || all === undefined) return null;
  const key = (leaf: string) => formatInterfaceSysctl({ family: "ipv4", table: "conf", of, leaf });
  const kernel = (leaf: string, now: string) => {
    const value = drawn.sysctls[key(leaf)] ?? now;
    return value === now ? undefined : { value: now, restore: () => restore(namespace) };
  };
  const filter = Math.max(own.rpFilter, all.rpFilter);
  const proxies = own.proxyArp || all.proxyArp;
  const proxyArp = drawn.sysctls[key("proxy_arp")] ?? (own.proxyArp ? "1" : "0");
  return (
    <Section title={t("sourceChecks.title")} folded testId="source-checks">
      <SelectField
        label={t("sourceChecks.rpFilter")}
        testId="field-rp-filter"
        value={drawn.sysctls[key("rp_filter")] ?? String(own.rpFilter)}
        choices={choices.map((value) => ({ value, label: t(`sourceChecks.filters.${value}`) }))}
        kernel={kernel("rp_filter", String(own.rpFilter))}
        send={(value) => updateSysctl(namespace, key("rp_filter"), value)}
      />
      <p className={classes["note"]} data-testid="rp-filter-effective">
        {of !== "all" &&
          t("sourceChecks.effective", { value: t(`sourceChecks.filters.${toChoice(filter)}`) })}{" "}
        {t(`sourceChecks.filterHelp.${toChoice(filter)}`)}
      </p>
      <SwitchField
        label={t("sourceChecks.proxyArp")}
        testId="field-proxy-arp"
        value={proxyArp !== "0"}
        word={t(proxyArp === "0" ? "common.off" : "common.on")}
        kernel={kernel("proxy_arp", own.proxyArp ? "1" : "0")}
        send={(value) => updateSysctl(namespace, key("proxy_arp"), value ? "1" : "0")}
      />
      <p className={classes["note"]}>{t(`sourceChecks.proxyHelp.${proxies ? "on" : "off"}`)}</p>
    </Section>
  );
}

function toChoice(filter: number): Choice {
  return choices.find((choice) => choice === String(filter)) ?? "2";
}
