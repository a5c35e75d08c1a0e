import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  firewallChains,
  noChains,
  type ChainName,
  type FirewallChain as Chain,
} from "../../../shared/firewall.ts";
import { newId } from "../../../shared/ids.ts";
import type { NamespaceRecord } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import { changeChain, withRule } from "../../gestures/firewall.ts";
import type { Outcome } from "../../requests.ts";
import { useLab } from "../../store.ts";
import input from "../../ui/fields/Field.module.css";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { useCommit } from "../../ui/use-commit.ts";
import classes from "./Firewall.module.css";
import { FirewallRule } from "./FirewallRule.tsx";
import { RuleForm } from "./RuleForm.tsx";

interface FirewallChainProps {
  readonly namespace: NamespaceRecord;
  readonly chain: ChainName;
  /** Left out where nothing is drawn. */
  readonly contents: Chain | undefined;
}

/** Changes the chain as it is when the edit's turn comes, so that quick changes build on each other. */
export type ChangeChain = (change: (chain: Chain) => Chain) => Promise<Outcome>;

export function FirewallChain({ namespace, chain, contents = noChains[chain] }: FirewallChainProps) {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  const key = `inet ${firewallChains[chain].table} ${chain}`;
  const counters = useLab((lab) => lab.ruleCounters[namespace.name]?.[key]);
  const change: ChangeChain = (next) => {
    const id = newId();
    return connection.sendEdit(
      (topology) => changeChain(topology, { namespace: namespace.id, chain, id }, next),
      [namespace.id],
    );
  };
  const place = { namespace: namespace.id, chain };
  return (
    <section className={classes["chain"]} data-testid={`chain-${chain}`}>
      <header className={classes["head"]}>
        <h4 title={t(`firewall.chainHelp.${chain}`)}>{chain}</h4>
        <Policy chain={chain} policy={contents.policy} change={change} />
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          aria-label={t("firewall.addTo", { chain })}
          data-testid="rule-add"
          onClick={() => setAdding(true)}
        >
          {t("firewall.add")}
        </Button>
      </header>
      <p className={classes["help"]}>{t(`firewall.chainHelp.${chain}`)}</p>
      <ol className={classes["rules"]}>
        {contents.rules.map((rule, at) => (
          <FirewallRule
            // A rule has no identity but its place.
            key={at}
            {...place}
            rule={rule}
            at={at}
            count={contents.rules.length}
            counter={counters?.[at]}
            change={change}
          />
        ))}
      </ol>
      {isAdding && (
        <RuleForm
          {...place}
          send={(rule) => change((now) => withRule(now, now.rules.length, rule))}
          close={() => setAdding(false)}
        />
      )}
    </section>
  );
}

interface PolicyProps {
  readonly chain: ChainName;
  readonly policy: Chain["policy"];
  readonly change: ChangeChain;
}

/** For what no rule decides. NAT has none that anybody would drop by. */
function Policy({ chain, policy, change }: PolicyProps) {
  const { t } = useTranslation();
  const { run, problem } = useCommit();
  if (firewallChains[chain].table === "nat" && policy === "accept") return null;
  return (
    <>
      <select
        className={`${input["input"]} ${classes["policy"]}`}
        aria-label={t("firewall.policyOf", { chain })}
        data-policy={policy}
        data-testid="policy"
        value={policy}
        onChange={(event) => {
          const next = event.target.value === "drop" ? "drop" : "accept";
          void run(() => change((now) => ({ ...now, policy: next })));
        }}
      >
        <option value="accept">{t("firewall.policy.accept")}</option>
        <option value="drop">{t("firewall.policy.drop")}</option>
      </select>
      <FieldMessage problem={problem} />
    </>
  );
}
