import { IconArrowsJoin } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { bondModes } from "../../../../shared/interface-kinds/bond.ts";
import {
  bondOf,
  canBePort,
  type BondRecord,
  type SingleRecord,
  type VethRecord,
} from "../../../../shared/topology.ts";
import { memberFacts } from "../../../bonds.ts";
import { isDetached } from "../../../canvas/interface-facts.ts";
import { useLab, useLabShallow } from "../../../store.ts";
import { SelectField } from "../../../ui/fields/SelectField.tsx";
import { Section } from "../../../ui/Section.tsx";
import { StateMark } from "../../../ui/StateMark.tsx";
import { interfaceState } from "../../interface-state.ts";
import { DiffersSign } from "../DiffersNote.tsx";
import classes from "../Fields.module.css";
import { Jump } from "../Jump.tsx";
import { update } from "../update.ts";
import { useObservedInterface } from "../use-observed.ts";
import type { KindLook } from "./kind.ts";

type MemberRecord = VethRecord | SingleRecord;

export const bond: KindLook = {
  icon: IconArrowsJoin,
  fields: [
    { key: "mode", type: "choice", choices: bondModes },
    { key: "miimon", type: "number" },
  ],
  More: ({ record }) => (record.kind === "bond" ? <Members record={record} /> : null),
};

function Members({ record }: { readonly record: BondRecord }) {
  const { t } = useTranslation();
  const members =
    useLabShallow(({ document: { topology } }) =>
      Object.values(topology)
        .filter(canBePort)
        .filter((other) => bondOf(topology, other)?.id === record.id),
    ) ?? [];
  const known = new Set([
    ...(record.primary === null ? [] : [record.primary]),
    ...members.map(({ name }) => name),
  ]);
  return (
    <>
      <div className={classes["fields"]}>
        <SelectField
          label={t("interfaces.primary")}
          testId="field-primary"
          value={record.primary ?? ""}
          choices={[
            { value: "", label: t("interfaces.noPrimary") },
            ...[...known].map((name) => ({ value: name, label: name })),
          ]}
          send={(name) => update(record.id, { primary: name === "" ? null : name })}
        />
      </div>
      <Section title={t("interfaces.members")} note={members.length} testId="members">
        {members.length === 0 && <p className={classes["note"]}>{t("interfaces.noMembers")}</p>}
        <ul className={classes["list"]}>
          {members.map((member) => (
            <Member key={member.id} record={member} />
          ))}
        </ul>
      </Section>
    </>
  );
}

function Member({ record }: { readonly record: MemberRecord }) {
  const { t } = useTranslation();
  const observed = useObservedInterface(record);
  const isOff = useLab((lab) => isDetached(lab, record)) ?? false;
  const facts = useLabShallow((lab) => memberFacts(lab, record.id));
  const word = t(facts?.carries === true ? "interfaces.carries" : "interfaces.standsBy");
  return (
    <li data-carries={facts?.carries}>
      <Jump
        to={record.id}
        name={record.name}
        detail={isOff ? t("interfaces.notMember") : word}
        mark={<StateMark state={isOff ? "missing" : interfaceState(observed)} />}
        tail={<DiffersSign record={record} />}
        testId="member"
      />
    </li>
  );
}
