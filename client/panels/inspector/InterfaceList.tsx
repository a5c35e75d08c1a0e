import { useTranslation } from "react-i18next";
import { interfacesOf, type InterfaceRecord, type NamespaceRecord } from "../../../shared/topology.ts";
import { useLabShallow } from "../../store.ts";
import { Section } from "../../ui/Section.tsx";
import { StateMark } from "../../ui/StateMark.tsx";
import { interfaceState } from "../interface-state.ts";
import classes from "./Fields.module.css";
import { Jump } from "./Jump.tsx";
import { useObservedInterface } from "./use-observed.ts";

export function InterfaceList({ record }: { readonly record: NamespaceRecord }) {
  const { t } = useTranslation();
  const interfaces = useLabShallow((lab) => [...interfacesOf(lab.document.topology, record.id)]) ?? [];
  return (
    <Section title={t("inspector.interfaces")} note={interfaces.length} testId="interfaces">
      {interfaces.length === 0 && <p className={classes["note"]}>{t("inspector.noInterfaces")}</p>}
      <ul className={classes["list"]}>
        {interfaces.map((one) => (
          <Interface key={one.id} record={one} />
        ))}
      </ul>
    </Section>
  );
}

function Interface({ record }: { readonly record: InterfaceRecord }) {
  const { t } = useTranslation();
  const state = interfaceState(useObservedInterface(record));
  const mark = <StateMark state={state} />;
  const detail = record.addresses.join(", ") || t(`inspector.interfaceState.${state}`);
  return (
    <li>
      <Jump to={record.id} name={record.name} detail={detail} mark={mark} testId="interface" />
    </li>
  );
}
