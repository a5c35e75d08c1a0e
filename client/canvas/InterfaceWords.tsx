import { useTranslation } from "react-i18next";
import { isInterface, type RecordId } from "../../shared/topology.ts";
import type { ObservedInterface } from "../../shared/observed.ts";
import { interfaceDifference } from "../differences.ts";
import { formatBytes, formatRate } from "../i18n/format.ts";
import type { Language } from "../i18n/languages.ts";
import { useLanguage } from "../i18n/use-language.ts";
import type { OpenLab, Traffic } from "../state.ts";
import { isBuilt, observedInterface, useLabShallow } from "../store.ts";
import { dadStateOf } from "./interface-facts.ts";
import classes from "./KernelWords.module.css";

interface InterfaceWordsProps {
  readonly id: RecordId;
  /** Say whose it is: there is more than one here. */
  readonly withOwner: boolean;
}

/** One interface as `ip` would print it, and what that means where it is no plain word. */
export function InterfaceWords({ id, withOwner }: InterfaceWordsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const facts = useLabShallow((lab) => factsOf(lab, id));
  if (facts === undefined || facts === null) return null;
  const { owner, observed, traffic, isBuilt, dadState } = facts;
  return (
    <section className={classes["interface"]}>
      {withOwner && <strong className={classes["owner"]}>{owner}</strong>}
      {observed === null && (
        <p className={classes[isBuilt ? "missing" : "note"]}>
          {t(isBuilt ? "canvas.differs.missing" : "canvas.notBuilt")}
        </p>
      )}
      {observed !== null && (
        <pre className={classes["text"]}>
          {linkWords(observed)}
          {addressWords(observed)}
          {traffic !== null && trafficWords(traffic, language)}
        </pre>
      )}
      {observed !== null && <Differs id={id} />}
      {dadState !== null && <p className={classes["note"]}>{t(`canvas.dad.${dadState}`)}</p>}
    </section>
  );
}

function Differs({ id }: { readonly id: RecordId }) {
  const { t } = useTranslation();
  const difference = useLabShallow((lab) => {
    const record = lab.document.topology[id];
    return isInterface(record) ? interfaceDifference(lab, record) : null;
  });
  if (difference === undefined || difference === null) return null;
  const { field, kernel } = difference;
  return <p className={classes["missing"]}>{t(`canvas.differs.${field}`, { kernel })}</p>;
}

function linkWords({
  ifindex,
  name,
  flags,
  mtu,
  operstate,
  master,
  bridgePort,
  macAddress,
}: ObservedInterface) {
  const port = bridgePort === null ? "" : ` (${bridgePort.state})`;
  return `${ifindex}: ${name}: <${flags.join(",")}> mtu ${mtu}
state ${operstate.toUpperCase()}${master === null ? "" : ` master ${master}`}${port}
link ${macAddress ?? "–"}
`;
}

function addressWords({ addresses }: ObservedInterface): string {
  return addresses
    .map(({ address, scope, dadState }) => {
      const family = address.includes(":") ? "inet6" : "inet";
      return `${family} ${address} scope ${scope}${dadState === null ? "" : ` ${dadState}`}\n`;
    })
    .join("");
}

function trafficWords({ totals, rxBitsPerSecond, txBitsPerSecond }: Traffic, language: Language): string {
  return `rx ${formatBytes(totals.rxBytes, language)} ${formatRate(rxBitsPerSecond, language)}
tx ${formatBytes(totals.txBytes, language)} ${formatRate(txBitsPerSecond, language)}`;
}

function factsOf(lab: OpenLab, id: RecordId) {
  const record = lab.document.topology[id];
  const owner = isInterface(record) ? lab.document.topology[record.namespace] : undefined;
  if (!isInterface(record) || owner?.kind !== "namespace") return null;
  return {
    owner: owner.name,
    observed: observedInterface(lab, record) ?? null,
    traffic: lab.traffic[owner.name]?.[record.name] ?? null,
    isBuilt: isBuilt(lab),
    dadState: dadStateOf(lab, record),
  };
}
