import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { bridgeNetfilterSysctls } from "../../../shared/bridge-netfilter.ts";
import { newId } from "../../../shared/ids.ts";
import type { BridgeRecord } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import { letOut } from "../../gestures/firewall.ts";
import { useLab } from "../../store.ts";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { SwitchField } from "../../ui/fields/SwitchField.tsx";
import { Section } from "../../ui/Section.tsx";
import { useCommit } from "../../ui/use-commit.ts";
import classes from "./Fields.module.css";
import { useCloseLook } from "./Firewall.tsx";
import { updateSysctl } from "./update.ts";
import { useNameOf } from "./use-observed.ts";

/** Whether what a bridge passes on meets the firewall of its namespace: why a ping across it may fail. */
export function BridgeNetfilter({ record }: { readonly record: BridgeRecord }) {
  const { t } = useTranslation();
  const namespace = useNameOf(record.namespace);
  const observed = useLab((lab) => lab.observed.namespaces[namespace]?.sysctls) ?? {};
  useCloseLook(record.namespace);
  const isThere = bridgeNetfilterSysctls.some((key) => observed[key] !== undefined);
  return (
    <Section title={t("firewall.bridge.title")} testId="bridge-netfilter">
      {isThere && (
        <div className={classes["stack"]}>
          {bridgeNetfilterSysctls.map((key) => (
            <SwitchField
              key={key}
              label={t(`firewall.bridge.${key}`)}
              testId={`field-${key.split(".").at(-1) ?? key}`}
              value={observed[key] !== "0"}
              word={t(observed[key] === "0" ? "firewall.bridge.off" : "firewall.bridge.on")}
              // 1 is what it is born with.
              send={(value) => updateSysctl(record.namespace, key, value ? null : "0")}
            />
          ))}
        </div>
      )}
      <p className={classes["note"]}>
        {isThere ? t("firewall.bridge.help", { namespace }) : t("firewall.bridge.none")}
      </p>
      <WayOut record={record} namespace={namespace} />
    </Section>
  );
}

function WayOut({ record, namespace }: { readonly record: BridgeRecord; readonly namespace: string }) {
  const { t } = useTranslation();
  const { run, problem } = useCommit();
  const isClosed = useLab(({ document }) => letOut(document.topology, record, "preview") !== null) ?? false;
  if (!isClosed) return null;
  const send = () => {
    const id = newId();
    return connection.sendEdit((topology) => letOut(topology, record, id), [record.id]);
  };
  return (
    <>
      <Button size="compact-sm" variant="light" data-testid="let-out" onClick={() => void run(send)}>
        {t("firewall.bridge.letOut")}
      </Button>
      <p className={classes["note"]}>{t("firewall.bridge.letOutHelp", { namespace })}</p>
      <FieldMessage problem={problem} />
    </>
  );
}
