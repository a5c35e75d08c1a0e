import { IconArrowDown, IconArrowUp, IconPencil, IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChainName, FirewallRule as Rule } from "../../../shared/firewall.ts";
import type { RuleCounter } from "../../../shared/observed.ts";
import { ruleText } from "../../../shared/rule-text.ts";
import { interfacesOf, type RecordId } from "../../../shared/topology.ts";
import { movedRule, withRule } from "../../gestures/firewall.ts";
import { useLab } from "../../store.ts";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { ToolButton } from "../../ui/ToolButton.tsx";
import { useCommit } from "../../ui/use-commit.ts";
import classes from "./Firewall.module.css";
import type { ChangeChain } from "./FirewallChain.tsx";
import { RuleCount } from "./RuleCount.tsx";
import { RuleForm } from "./RuleForm.tsx";
import { ruleSentence } from "./rule-sentence.ts";

interface FirewallRuleProps {
  readonly namespace: RecordId;
  readonly chain: ChainName;
  readonly rule: Rule;
  /** Its place, and how many there are. */
  readonly at: number;
  readonly count: number;
  /** Null for one that does not count; undefined until it is known. */
  readonly counter: RuleCounter | null | undefined;
  readonly change: ChangeChain;
}

/** One rule as a sentence, with what it has counted. */
export function FirewallRule({ namespace, chain, rule, at, count, counter, change }: FirewallRuleProps) {
  const { t } = useTranslation();
  const row = useRef<HTMLLIElement>(null);
  const [isEditing, setEditing] = useState(false);
  const { run, isPending, problem } = useCommit();
  if (isEditing) {
    return (
      <li>
        <RuleForm
          namespace={namespace}
          chain={chain}
          rule={rule}
          send={(next) => change((now) => withRule(now, at, next))}
          close={() => setEditing(false)}
        />
      </li>
    );
  }
  const { does, what } = ruleSentence(t, rule);
  const number = at + 1;
  const move = async (to: number, button: "rule-up" | "rule-down") => {
    if (!(await run(() => change((now) => movedRule(now, at, to))))) return;
    // The rows stay and the rules move: whoever goes on moving this one finds it in another row.
    const there = row.current?.parentElement?.children[to];
    there?.querySelector<HTMLElement>(`[data-testid="${button}"]`)?.focus();
  };
  return (
    <li className={classes["rule"]} ref={row} data-pending={isPending || undefined} data-testid="rule">
      <div className={classes["sentence"]} title={`nft: ${ruleText(rule)}`}>
        <span className={classes["action"]} data-action={rule.action}>
          {does}
        </span>{" "}
        <span className={rule.action === "nft" ? classes["raw"] : undefined}>{what}</span>
        <RuleCount counter={counter} />
      </div>
      <div className={classes["tools"]}>
        <ToolButton
          icon={IconArrowUp}
          label={t("firewall.up", { number, chain })}
          size="sm"
          disabled={at === 0}
          testId="rule-up"
          onClick={() => void move(at - 1, "rule-up")}
        />
        <ToolButton
          icon={IconArrowDown}
          label={t("firewall.down", { number, chain })}
          size="sm"
          disabled={number === count}
          testId="rule-down"
          onClick={() => void move(at + 1, "rule-down")}
        />
        <ToolButton
          icon={IconPencil}
          label={t("firewall.edit", { number, chain })}
          size="sm"
          testId="rule-edit"
          onClick={() => setEditing(true)}
        />
        <ToolButton
          icon={IconX}
          label={t("firewall.remove", { number, chain })}
          size="sm"
          tooltip="left"
          testId="rule-remove"
          onClick={() => void run(() => change((now) => withRule(now, at, null)))}
        />
      </div>
      <MissingInterfaces namespace={namespace} rule={rule} />
      <FieldMessage problem={problem} />
    </li>
  );
}

/** Names in rules do not follow an interface that gets another one: the kernel's do not either. */
function MissingInterfaces({ namespace, rule }: Pick<FirewallRuleProps, "namespace" | "rule">) {
  const { t } = useTranslation();
  const named = rule.action === "nft" ? [] : [rule.inInterface, rule.outInterface];
  const missing = useLab(({ document }) => {
    const known = new Set([...interfacesOf(document.topology, namespace)].map(({ name }) => name));
    return named.find((name) => name !== null && name !== "lo" && !known.has(name));
  });
  if (missing === undefined || missing === null) return null;
  return <p className={classes["missing"]}>{t("firewall.noSuchInterface", { name: missing })}</p>;
}
