import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newId } from "../../../shared/ids.ts";
import { bornRules, newPolicyRule, policyRuleWords } from "../../../shared/policy-rule.ts";
import type { NamespaceRecord } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import { freePriority, policyRulesOf } from "../../gestures/policy-rules.ts";
import { useLabShallow } from "../../store.ts";
import { Section } from "../../ui/Section.tsx";
import classes from "./Firewall.module.css";
import { PolicyRule } from "./PolicyRule.tsx";
import { PolicyRuleForm } from "./PolicyRuleForm.tsx";
import { goneRules, rowsOf } from "./policy-rule-rows.ts";
import { useObservedNamespace } from "./use-observed.ts";

/** Which routing table is looked up for which packets: the rules that were drawn among the kernel's, in their order. */
export function PolicyRules({ record }: { readonly record: NamespaceRecord }) {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  const observed = useObservedNamespace(record)?.rules;
  const drawn = useLabShallow(({ document }) => policyRulesOf(document.topology, record.id)) ?? [];
  const rows = rowsOf(drawn, observed);
  const gone = goneRules(observed);
  const isPlain = drawn.length === 0 && gone.length === 0 && rows.length <= bornRules.length;
  return (
    <Section title={t("policyRules.title")} note={drawn.length} folded={isPlain} testId="policy-rules">
      <p className={classes["help"]}>{t("policyRules.help")}</p>
      {gone.map((rule) => (
        <p key={`${rule.family} ${rule.priority}`} className={classes["missing"]} data-testid="rule-gone">
          {t("policyRules.gone", {
            priority: rule.priority,
            words: policyRuleWords(rule).join(" "),
            command: `ip ${rule.family === "ipv6" ? "-6 " : ""}rule add priority ${rule.priority} ${policyRuleWords(rule).join(" ")}`,
          })}
        </p>
      ))}
      {(["ipv4", "ipv6"] as const).map((family) => {
        const own = rows.filter((row) => row.family === family);
        return own.length === 0 ? null : (
          <section key={family} className={classes["chain"]}>
            <header className={classes["head"]}>
              <h4>{family === "ipv4" ? "IPv4" : "IPv6"}</h4>
            </header>
            <ol className={classes["rules"]}>
              {own.map((row) => (
                <PolicyRule key={row.key} row={row} among={own.flatMap((each) => each.record ?? [])} />
              ))}
            </ol>
          </section>
        );
      })}
      {isAdding ? (
        <PolicyRuleForm
          rule={newPolicyRule("", record.id, freePriority(rows))}
          isNew
          send={(fields) => {
            const rule = { ...fields, id: newId(), namespace: record.id };
            return connection.sendEdit(() => ({ op: "add", record: rule }), [record.id]);
          }}
          close={() => setAdding(false)}
        />
      ) : (
        <Button
          className={classes["add"]}
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          data-testid="policy-rule-add"
          onClick={() => setAdding(true)}
        >
          {t("policyRules.add")}
        </Button>
      )}
    </Section>
  );
}
