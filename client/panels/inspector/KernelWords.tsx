import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { ObservedInterface } from "../../../shared/observed.ts";
import { ReadOnly } from "../../ui/fields/ReadOnly.tsx";
import { Section } from "../../ui/Section.tsx";
import classes from "./Fields.module.css";

/** What `ip link` says of an interface, to the letter. */
export function KernelWords({ observed }: { readonly observed: ObservedInterface | undefined }) {
  const { t } = useTranslation();
  if (observed === undefined) return null;
  return (
    <Section title={t("inspector.kernel")} testId="kernel-words">
      <dl className={classes["words"]}>
        <ReadOnly label={t("inspector.flags")} testId="kernel-flags">
          {"<"}
          {observed.flags.map((flag, at) => (
            <Fragment key={flag}>
              {at > 0 && ","}
              <wbr />
              {flag}
            </Fragment>
          ))}
          {">"}
        </ReadOnly>
        <ReadOnly label={t("inspector.operstate")} testId="kernel-operstate">
          {observed.operstate}
        </ReadOnly>
        <ReadOnly label={t("inspector.carrier")}>{observed.carrier ? "1" : "0"}</ReadOnly>
        <ReadOnly label={t("inspector.ifindex")}>{observed.ifindex}</ReadOnly>
        {observed.bridgePort !== null && (
          <ReadOnly label={t("inspector.port")} testId="kernel-port-state">
            {observed.bridgePort.state}
          </ReadOnly>
        )}
      </dl>
    </Section>
  );
}
