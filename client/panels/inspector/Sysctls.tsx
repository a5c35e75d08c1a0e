import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ObservedNamespace } from "../../../shared/observed.ts";
import type { NamespaceRecord } from "../../../shared/topology.ts";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { KernelDiffers } from "../../ui/fields/KernelDiffers.tsx";
import { PlainInput } from "../../ui/fields/PlainInput.tsx";
import { Section } from "../../ui/Section.tsx";
import { ToolButton } from "../../ui/ToolButton.tsx";
import { useCommit } from "../../ui/use-commit.ts";
import classes from "./Fields.module.css";
import { NewSysctl } from "./NewSysctl.tsx";
import { restore, updateSysctl } from "./update.ts";

interface SysctlsProps {
  readonly record: NamespaceRecord;
  readonly observed: ObservedNamespace | undefined;
}

/** The net.* parameters that were set for this namespace. */
export function Sysctls({ record, observed }: SysctlsProps) {
  const { t } = useTranslation();
  const entries = Object.entries(record.sysctls);
  return (
    <Section
      title={t("inspector.sysctls")}
      note={entries.length}
      folded={entries.length === 0}
      testId="sysctls"
    >
      {entries.length === 0 && <p className={classes["note"]}>{t("inspector.noSysctls")}</p>}
      <ul className={classes["list"]}>
        {entries.map(([key, value]) => (
          <Sysctl
            key={key}
            namespace={record.id}
            name={key}
            value={value}
            kernel={observed === undefined ? value : (observed.sysctls[key] ?? null)}
          />
        ))}
      </ul>
      <NewSysctl namespace={record.id} />
    </Section>
  );
}

interface SysctlProps {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
  /** What the kernel has; null for none. */
  readonly kernel: string | null;
}

function Sysctl({ namespace, name, value, kernel }: SysctlProps) {
  const { t } = useTranslation();
  const { run, problem } = useCommit();
  return (
    <li data-testid="sysctl">
      <code className={classes["mono"]}>{name}</code>
      <div className={classes["row"]}>
        <PlainInput
          label={t("inspector.sysctlOf", { key: name })}
          value={value}
          invalid={problem !== null}
          testId="sysctl-value"
          commit={(text) => void run(() => updateSysctl(namespace, name, text))}
        />
        <ToolButton
          icon={IconX}
          label={t("inspector.removeSysctl", { key: name })}
          size="sm"
          tooltip="left"
          onClick={() => void run(() => updateSysctl(namespace, name, null))}
        />
      </div>
      <FieldMessage problem={problem}>
        {kernel !== value && <KernelDiffers value={kernel} restore={() => restore(namespace)} />}
      </FieldMessage>
    </li>
  );
}
