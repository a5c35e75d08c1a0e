import { useTranslation } from "react-i18next";
import { formatBytes, formatCount, formatRate } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import type { Traffic } from "../../state.ts";
import { useLab } from "../../store.ts";
import { Section } from "../../ui/Section.tsx";
import classes from "./TrafficTable.module.css";

interface TrafficTableProps {
  /** By name, as the kernel knows them. */
  readonly namespace: string;
  readonly name: string;
}

/** Counters and rates of one interface, once a second. */
export function TrafficTable({ namespace, name }: TrafficTableProps) {
  const { t } = useTranslation();
  const traffic = useLab((lab) => lab.traffic[namespace]?.[name]);
  return (
    <Section title={t("inspector.traffic")} testId="traffic">
      {traffic === undefined ? (
        <p className={classes["none"]}>{t("inspector.noTraffic")}</p>
      ) : (
        <Figures traffic={traffic} />
      )}
    </Section>
  );
}

function Figures({ traffic }: { readonly traffic: Traffic }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { totals, rxBitsPerSecond, txBitsPerSecond } = traffic;
  const count = (number: number) => formatCount(number, language);
  const rows = [
    [t("inspector.rate"), formatRate(rxBitsPerSecond, language), formatRate(txBitsPerSecond, language)],
    [t("inspector.bytes"), formatBytes(totals.rxBytes, language), formatBytes(totals.txBytes, language)],
    [t("inspector.packets"), count(totals.rxPackets), count(totals.txPackets)],
    [t("inspector.errors"), count(totals.rxErrors), count(totals.txErrors)],
    [t("inspector.dropped"), count(totals.rxDropped), count(totals.txDropped)],
  ] as const;
  return (
    <table className={classes["table"]}>
      <thead>
        <tr>
          <td aria-hidden="true" />
          <th scope="col">{t("inspector.received")}</th>
          <th scope="col">{t("inspector.sent")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, received, sent]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{received}</td>
            <td>{sent}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
