import { IconBuildingTunnel, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { anyMacAddress, type FdbEntry } from "../../../../shared/interface-kinds/fdb.ts";
import type { SingleRecord } from "../../../../shared/topology.ts";
import { connection } from "../../../connection.ts";
import { TextField } from "../../../ui/fields/TextField.tsx";
import { Section } from "../../../ui/Section.tsx";
import { ToolButton } from "../../../ui/ToolButton.tsx";
import classes from "../Fields.module.css";
import type { KindLook } from "./kind.ts";

type VxlanRecord = Extract<SingleRecord, { kind: "vxlan" }>;

export const vxlan: KindLook = {
  icon: IconBuildingTunnel,
  fields: [
    { key: "vni", type: "number" },
    { key: "local", type: "text" },
    { key: "remote", type: "text" },
    { key: "port", type: "number" },
    { key: "learning", type: "switch" },
  ],
  More: ({ record }) => (record.kind === "vxlan" ? <ForwardingTable record={record} /> : null),
};

function ForwardingTable({ record: { id, fdb } }: { readonly record: VxlanRecord }) {
  const { t } = useTranslation();
  return (
    <Section title={t("interfaces.fdb")} note={fdb.length} testId="fdb">
      {fdb.map((entry) => (
        <div key={textOf(entry)} className={classes["row"]} data-testid="fdb-entry">
          <code className={classes["mono"]}>{textOf(entry)}</code>
          <ToolButton
            icon={IconX}
            label={t("interfaces.removeEntry", { entry: textOf(entry) })}
            size="sm"
            tooltip="left"
            testId="fdb-remove"
            onClick={() => void change(id, (all) => all.filter((one) => textOf(one) !== textOf(entry)))}
          />
        </div>
      ))}
      <TextField
        label={t("interfaces.newEntry")}
        testId="fdb-new"
        mono
        value=""
        send={(text) => change(id, (all) => [...all, parse(text)])}
      />
      <p className={classes["note"]}>{t("interfaces.newEntryHint", { any: anyMacAddress })}</p>
    </Section>
  );
}

/** As `bridge fdb show` has it. */
function textOf({ macAddress, destination }: FdbEntry): string {
  return `${macAddress} dst ${destination}`;
}

/** The server says what is wrong with it. */
function parse(text: string): FdbEntry {
  const [macAddress = "", destination = ""] = text.split(/\s+(?:dst\s+)?/).filter((word) => word !== "");
  return { macAddress, destination };
}

/** As they are when the edit's turn comes. */
function change(id: string, to: (entries: readonly FdbEntry[]) => readonly FdbEntry[]) {
  return connection.sendEdit(
    (topology) => {
      const record = topology[id];
      return record?.kind === "vxlan" ? { op: "update", id, changes: { fdb: to(record.fdb) } } : null;
    },
    [id],
  );
}
