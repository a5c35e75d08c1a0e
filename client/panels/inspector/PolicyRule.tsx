import { IconArrowDown, IconArrowUp, IconPencil, IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PolicyRuleRecord } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import { swapPriorities } from "../../gestures/policy-rules.ts";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { KernelDiffers } from "../../ui/fields/KernelDiffers.tsx";
import { ToolButton } from "../../ui/ToolButton.tsx";
import { useCommit } from "../../ui/use-commit.ts";
import classes from "./Firewall.module.css";
import { PolicyRuleForm } from "./PolicyRuleForm.tsx";
import type { PolicyRuleRow } from "./policy-rule-rows.ts";
import { remove, restore, update } from "./update.ts";

interface PolicyRuleProps {
  readonly row: PolicyRuleRow;
  /** Those of its family that are drawn, in their order. */
  readonly among: readonly PolicyRuleRecord[];
}

/** A rule as `ip rule` prints it; a drawn one can be edited, removed, and change places with its drawn neighbours. */
export function PolicyRule({ row, among }: PolicyRuleProps) {
  const { t } = useTranslation();
  const [isEditing, setEditing] = useState(false);
  const { record, priority, words, isBorn, isInKernel } = row;
  if (isEditing && record !== null) {
    return (
      <li>
        <PolicyRuleForm
          rule={record}
          send={({ id: _id, kind: _kind, namespace: _namespace, ...changes }) => update(record.id, changes)}
          close={() => setEditing(false)}
        />
      </li>
    );
  }
  return (
    <li className={classes["rule"]} data-testid="policy-rule" data-drawn={record !== null}>
      <div className={`${classes["sentence"] ?? ""} ${classes["raw"] ?? ""}`}>
        <strong>{priority}</strong> {words}
        {isBorn && <span className={classes["count"]}>{t("policyRules.kernels")}</span>}
      </div>
      {record !== null && <Tools record={record} among={among} edit={() => setEditing(true)} />}
      {record === null && !isBorn && <p className={classes["missing"]}>{t("policyRules.onlyInKernel")}</p>}
      {record !== null && !isInKernel && <KernelDiffers value={null} restore={() => restore(record.id)} />}
    </li>
  );
}

interface ToolsProps {
  readonly record: PolicyRuleRecord;
  readonly among: readonly PolicyRuleRecord[];
  readonly edit: () => void;
}

function Tools({ record, among, edit }: ToolsProps) {
  const { t } = useTranslation();
  const tools = useRef<HTMLDivElement>(null);
  const { run, problem } = useCommit();
  const { id, priority } = record;
  const at = among.findIndex((other) => other.id === id);
  const [before, after] = [among[at - 1], among[at + 1]];
  const swap = async (other: PolicyRuleRecord | undefined, button: string) => {
    if (other === undefined) return;
    await run(() => connection.sendEdit((topology) => swapPriorities(topology, id, other.id), [id]));
    tools.current?.querySelector<HTMLElement>(`[data-testid="${button}"]`)?.focus();
  };
  return (
    <>
      <div className={classes["tools"]} ref={tools}>
        <ToolButton
          icon={IconArrowUp}
          label={t("policyRules.up", { priority })}
          size="sm"
          disabled={before === undefined}
          testId="policy-rule-up"
          onClick={() => void swap(before, "policy-rule-up")}
        />
        <ToolButton
          icon={IconArrowDown}
          label={t("policyRules.down", { priority })}
          size="sm"
          disabled={after === undefined}
          testId="policy-rule-down"
          onClick={() => void swap(after, "policy-rule-down")}
        />
        <ToolButton
          icon={IconPencil}
          label={t("policyRules.edit", { priority })}
          size="sm"
          testId="policy-rule-edit"
          onClick={edit}
        />
        <ToolButton
          icon={IconX}
          label={t("policyRules.remove", { priority })}
          size="sm"
          tooltip="left"
          testId="policy-rule-remove"
          onClick={() => void run(() => remove(id))}
        />
      </div>
      <FieldMessage problem={problem} />
    </>
  );
}
