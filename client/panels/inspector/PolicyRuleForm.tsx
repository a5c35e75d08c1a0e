import { Button, Checkbox } from "@mantine/core";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { ruleProtocols } from "../../../shared/firewall.ts";
import { policyActions } from "../../../shared/policy-rule.ts";
import type { PolicyRuleRecord } from "../../../shared/topology.ts";
import type { Outcome } from "../../requests.ts";
import input from "../../ui/fields/Field.module.css";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { useCommit } from "../../ui/use-commit.ts";
import classes from "./Firewall.module.css";
import { policyRuleOf, textsOfPolicyRule, type PolicyRuleTexts } from "./policy-rule-texts.ts";

interface PolicyRuleFormProps {
  /** The one that is edited, or what a new one begins with. */
  readonly rule: PolicyRuleRecord;
  readonly isNew?: boolean;
  readonly send: (rule: PolicyRuleRecord) => Promise<Outcome>;
  readonly close: () => void;
}

type TextField = Exclude<keyof PolicyRuleTexts, "not">;

const placeholders: Partial<Readonly<Record<TextField, string>>> = {
  from: "10.0.0.0/24",
  to: "192.0.2.7",
  iif: "eth0",
  oif: "eth0",
  fwmark: "0x1/0xff",
  sport: "8000-8010",
  dport: "80",
  table: "main",
};

/** One rule, field by field; nothing is sent before it is whole. Enter sends it, Escape leaves it as it was. */
export function PolicyRuleForm({ rule, isNew = false, send, close }: PolicyRuleFormProps) {
  const { t } = useTranslation();
  const [texts, setTexts] = useState(() => textsOfPolicyRule(rule));
  const { run, refuse, isPending, problem } = useCommit();
  const fault = problem?.path?.split(".").at(-1);
  const set = (changes: Partial<PolicyRuleTexts>) => setTexts((known) => ({ ...known, ...changes }));
  const leave = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") close();
  };
  const field = (name: TextField) => (
    <label>
      <span>{t(`policyRules.fields.${name}`)}</span>
      <input
        className={`${input["input"]} ${input["mono"]}`}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- somebody has just asked for this form
        autoFocus={name === "priority"}
        value={texts[name]}
        placeholder={placeholders[name]}
        aria-invalid={fault === name}
        spellCheck={false}
        autoComplete="off"
        data-testid={`policy-rule-${name}`}
        onKeyDown={leave}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </label>
  );
  const choice = (name: TextField, options: readonly (readonly [value: string, word: string])[]) => (
    <label>
      <span>{t(`policyRules.fields.${name}`)}</span>
      <select
        className={input["input"]}
        value={texts[name]}
        aria-invalid={fault === name}
        data-testid={`policy-rule-${name}`}
        onKeyDown={leave}
        onChange={(event) => set({ [name]: event.target.value })}
      >
        {options.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
  const submit = () => {
    const next = policyRuleOf(rule, texts);
    if ("detail" in next) return refuse(next);
    void run(() => send(next)).then((isDone) => isDone && close());
  };
  return (
    <form
      className={classes["form"]}
      data-pending={isPending || undefined}
      data-testid="policy-rule-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {field("priority")}
      {choice("family", [
        ["ipv4", "IPv4"],
        ["ipv6", "IPv6"],
      ])}
      {field("from")}
      {field("to")}
      {field("iif")}
      {field("oif")}
      {field("fwmark")}
      {choice("ipproto", [
        ["", t("policyRules.any")],
        ...ruleProtocols.map((name) => [name, name.toUpperCase()] as const),
      ])}
      {field("sport")}
      {field("dport")}
      <div className={classes["wide"]}>
        <Checkbox
          size="xs"
          label={t("policyRules.fields.not")}
          checked={texts.not}
          data-testid="policy-rule-not"
          onKeyDown={leave}
          onChange={(event) => set({ not: event.currentTarget.checked })}
        />
      </div>
      {choice(
        "action",
        policyActions.map((action) => [action, t(`policyRules.actions.${action}`)]),
      )}
      {texts.action === "lookup" ? field("table") : <span />}
      {texts.action === "lookup" && field("suppressPrefixLength")}
      <div className={classes["wide"]}>
        <FieldMessage problem={problem} />
        <Button type="submit" size="compact-xs" data-testid="policy-rule-save">
          {t(isNew ? "policyRules.add" : "policyRules.save")}
        </Button>{" "}
        <Button size="compact-xs" variant="subtle" color="gray" onClick={close}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
