import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { interfacesOf, type InterfaceRecord, type NamespaceRecord } from "../../../shared/topology.ts";
import { addInterfaceAction } from "../../actions/add-interface.ts";
import { useRunAction } from "../../actions/run.ts";
import { addressesOf } from "../../canvas/interface-facts.ts";
import { strangersOf } from "../../canvas/strangers.ts";
import { useLabShallow } from "../../store.ts";
import { Section } from "../../ui/Section.tsx";
import { StateMark } from "../../ui/StateMark.tsx";
import { TextButton } from "../../ui/TextButton.tsx";
import { interfaceState } from "../interface-state.ts";
import { DiffersSign } from "./DiffersNote.tsx";
import classes from "./Fields.module.css";
import { Jump } from "./Jump.tsx";
import { useObservedInterface } from "./use-observed.ts";

/** The drawing's interfaces, then those that no record can stand for. */
export function InterfaceList({ record }: { readonly record: NamespaceRecord }) {
  const { t } = useTranslation();
  const interfaces = useLabShallow((lab) => [...interfacesOf(lab.document.topology, record.id)]) ?? [];
  const strangers = useLabShallow((lab) => strangersOf(lab, record.id)) ?? [];
  const run = useRunAction();
  return (
    <Section title={t("inspector.interfaces")} note={interfaces.length} testId="interfaces">
      {interfaces.length === 0 && <p className={classes["note"]}>{t("inspector.noInterfaces")}</p>}
      <ul className={classes["list"]}>
        {interfaces.map((one) => (
          <Interface key={one.id} record={one} />
        ))}
        {strangers.map((one) => (
          <li key={one.name} className={classes["byHand"]} data-testid="interface-by-hand">
            <StateMark state={interfaceState(one)} />
            <span className={classes["jumpName"]}>{one.name}</span>
            <span className={classes["jumpDetail"]}>
              {one.kind} · {t("inspector.addressByHand")}
            </span>
          </li>
        ))}
      </ul>
      <TextButton testId="add-interface" onClick={() => run(addInterfaceAction)}>
        {t("actions.add-interface")}
      </TextButton>
    </Section>
  );
}

function Interface({ record }: { readonly record: InterfaceRecord }) {
  const { t } = useTranslation();
  const state = interfaceState(useObservedInterface(record));
  const addresses = useLabShallow((lab) => addressesOf(lab, record)) ?? [];
  const word = t(`inspector.interfaceState.${state}`);
  return (
    <li>
      <Jump
        to={record.id}
        name={record.name}
        detail={addresses.join(", ") || word}
        mark={<StateMark state={state} />}
        tail={
          <>
            {addresses.length > 0 && <VisuallyHidden>{word}</VisuallyHidden>}
            <DiffersSign record={record} />
          </>
        }
        testId="interface"
      />
    </li>
  );
}
