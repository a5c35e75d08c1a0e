import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { InterfaceRecord } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import { setQuality, type QualityField } from "../../gestures/quality.ts";
import { useLab } from "../../store.ts";
import { TextField } from "../../ui/fields/TextField.tsx";
import { Section } from "../../ui/Section.tsx";
import { parseQuality, qualityFields, qualityText } from "../quality-texts.ts";
import classes from "./Fields.module.css";
import { useQualityFocus } from "./quality-focus.ts";
import { useNameOf, useObservedInterface } from "./use-observed.ts";

interface QualitySectionProps {
  /** One interface, or both ends of a link. */
  readonly records: readonly InterfaceRecord[];
}

/** What the link does to what each of its ends sends. */
export function QualitySection({ records }: QualitySectionProps) {
  const { t } = useTranslation();
  const isMissing = useLab(({ capabilities }) => capabilities["netem"] === false) ?? false;
  const fields = useRef<HTMLDivElement>(null);
  const isWanted = useQualityFocus((focus) => focus.isWanted);
  useEffect(() => {
    if (!isWanted) return;
    fields.current?.scrollIntoView({ block: "center" });
    fields.current?.querySelector<HTMLElement>("input:enabled")?.focus({ preventScroll: true });
    useQualityFocus.getState().want(false);
  }, [isWanted]);
  return (
    <Section title={t("quality.title")} testId="quality">
      <p className={classes["note"]}>{t(isMissing ? lackOf(records) : "quality.help")}</p>
      <div ref={fields} className={classes[records.length === 2 ? "ends" : "alone"]}>
        {records.map((record) => (
          <Sender key={record.id} record={record} lacksNetem={isMissing} />
        ))}
      </div>
    </Section>
  );
}

function Sender({ record, lacksNetem }: { readonly record: InterfaceRecord; readonly lacksNetem: boolean }) {
  const { t } = useTranslation();
  const name = `${useNameOf(record.namespace)} · ${record.name}`;
  const { kind = "", quality: seen = null } = useObservedInterface(record)?.qdisc ?? {};
  const { id, quality } = record;
  return (
    <section aria-label={t("quality.sentBy", { name })} data-testid="quality-end">
      <p className={classes["endName"]}>
        <span title={name}>{t("quality.sentBy", { name })}</span>
      </p>
      <div className={classes["fields"]}>
        {qualityFields.map((field) => (
          <TextField
            key={field}
            label={t(`quality.fields.${field}`)}
            testId={`field-${field}`}
            value={qualityText(field, quality?.[field] ?? null)}
            disabled={lacksNetem && isNetems(field, record) && (quality?.[field] ?? null) === null}
            send={(text) => {
              const value = parseQuality(field, text);
              if (typeof value === "object" && value !== null) return value;
              return connection.sendEdit((topology) => setQuality(topology, id, field, value), [id]);
            }}
          />
        ))}
        {quality !== null && quality.burstBytes !== null && quality.limitBytes !== null && (
          <p className={classes["note"]}>
            {t("quality.bucket", { burst: quality.burstBytes, limit: quality.limitBytes })}
          </p>
        )}
        {kind !== "" && seen === null && <p className={classes["note"]}>{t("quality.others", { kind })}</p>}
      </div>
    </section>
  );
}

function lackOf(records: readonly InterfaceRecord[]) {
  return records.some(({ kind }) => kind === "veth") ? "quality.withoutNetem" : "quality.withoutNetemAlone";
}

/** A kernel without it limits rates all the same, and loses packets at the far end of a link. */
function isNetems(field: QualityField, { kind }: InterfaceRecord): boolean {
  return field !== "rateBitsPerSecond" && (field !== "lossPercent" || kind !== "veth");
}
