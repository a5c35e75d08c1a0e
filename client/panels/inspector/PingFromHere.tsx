import { useTranslation } from "react-i18next";
import type { NamespaceRecord } from "../../../shared/topology.ts";
import { Section } from "../../ui/Section.tsx";
import { PingForm } from "../dock/PingForm.tsx";

export function PingFromHere({ record }: { readonly record: NamespaceRecord }) {
  const { t } = useTranslation();
  return (
    <Section title={t("inspector.pingFromHere")} testId="ping-from-here">
      <PingForm from={record.id} />
    </Section>
  );
}
