import { Button, Checkbox } from "@mantine/core";
import { useId, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../../shared/errors.ts";
import {
  actionsOf,
  connectionStates,
  ruleProtocols,
  sidesOf,
  type ChainName,
  type FirewallRule,
} from "../../../shared/firewall.ts";
import { interfacesOf, type RecordId } from "../../../shared/topology.ts";
import type { Outcome } from "../../requests.ts";
import { useLabShallow } from "../../store.ts";
import input from "../../ui/fields/Field.module.css";
import { FieldMessage } from "../../ui/fields/FieldMessage.tsx";
import { useCommit } from "../../ui/use-commit.ts";
import classes from "./Firewall.module.css";
import { ruleOf, textsOf, type RuleTexts } from "./rule-texts.ts";

interface RuleFormProps {
  readonly namespace: RecordId;
  readonly chain: ChainName;
  /** The one that is edited; left out for a new one. */
  readonly rule?: FirewallRule;
  readonly send: (rule: FirewallRule) => Promise<Outcome>;
  readonly close: () => void;
}

type TextField = Exclude<keyof RuleTexts, "action" | "states" | "counted">;

const placeholders: Readonly<Record<TextField, string>> = {
  to: "10.0.0.2:80",
  inInterface: "eth0",
  outInterface: "eth0",
  source: "10.0.0.0/24",
  destination: "10.0.0.1",
  protocol: "",
  sourcePorts: "8000-8010",
  destinationPorts: "80,443",
  text: "limit rate 5/second accept",
};

/** One rule, field by field; nothing is sent before it is whole. Enter sends it, Escape leaves it as it was. */
export function RuleForm({ namespace, chain, rule, send, close }: RuleFormProps) {
  const { t } = useTranslation();
  const [texts, setTexts] = useState(() => textsOf(rule, chain));
  const { run, isPending, problem } = useCommit();
  const fault = fieldAtFault(problem);
  const names = useLabShallow((lab) =>
    [...interfacesOf(lab.document.topology, namespace)].map(({ name }) => name),
  );
  const list = useId();
  const leave = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") close();
  };
  const set = (changes: Partial<RuleTexts>) => setTexts((known) => ({ ...known, ...changes }));
  const field = (name: TextField, isWide = false) => (
    <label className={isWide ? classes["wide"] : undefined}>
      <span>{t(`firewall.fields.${name}`)}</span>
      <input
        className={`${input["input"]} ${input["mono"]}`}
        value={texts[name]}
        placeholder={placeholders[name]}
        aria-invalid={fault === name}
        spellCheck={false}
        autoComplete="off"
        list={name.endsWith("Interface") ? list : undefined}
        data-testid={`rule-${name}`}
        onKeyDown={leave}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </label>
  );
  const hasPorts = texts.protocol === "tcp" || texts.protocol === "udp";
  return (
    <form
      className={classes["form"]}
      data-pending={isPending || undefined}
      data-testid="rule-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => send(ruleOf(texts))).then((isDone) => isDone && close());
      }}
    >
      <label>
        <span>{t("firewall.fields.action")}</span>
        <select
          className={input["input"]}
          // The one thing that every rule has.
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- somebody has just asked for this form
          autoFocus
          value={texts.action}
          aria-invalid={fault === "action"}
          data-testid="rule-action"
          onKeyDown={leave}
          onChange={(event) => set({ action: event.target.value as FirewallRule["action"] })}
        >
          {[...actionsOf(chain), "nft" as const].map((action) => (
            <option key={action} value={action}>
              {t(`firewall.action.${action}`)}
            </option>
          ))}
        </select>
      </label>
      {texts.action === "nft" ? (
        field("text", true)
      ) : (
        <>
          {texts.action === "dnat" || texts.action === "snat" ? field("to") : <span />}
          {field("source")}
          {field("destination")}
          <label>
            <span>{t("firewall.fields.protocol")}</span>
            <select
              className={input["input"]}
              value={texts.protocol}
              data-testid="rule-protocol"
              onKeyDown={leave}
              onChange={(event) => set({ protocol: event.target.value as RuleTexts["protocol"] })}
            >
              <option value="">{t("firewall.any")}</option>
              {ruleProtocols.map((protocol) => (
                <option key={protocol} value={protocol}>
                  {protocol.toUpperCase()}
                </option>
              ))}
            </select>
          </label>
          {hasPorts ? field("destinationPorts") : <span />}
          {hasPorts && field("sourcePorts")}
          {sidesOf(chain).map((side) => (
            <div key={side}>{field(side)}</div>
          ))}
          <fieldset className={classes["states"]}>
            <legend>{t("firewall.fields.states")}</legend>
            {connectionStates.map((state) => (
              <Checkbox
                key={state}
                size="xs"
                label={t(`firewall.states.${state}`)}
                checked={texts.states.includes(state)}
                data-testid={`rule-state-${state}`}
                onKeyDown={leave}
                onChange={(event) =>
                  set({
                    states: event.currentTarget.checked
                      ? [...texts.states, state]
                      : texts.states.filter((other) => other !== state),
                  })
                }
              />
            ))}
          </fieldset>
          {texts.action === "log" && <p className={classes["help"]}>{t("firewall.logHelp")}</p>}
        </>
      )}
      <datalist id={list}>
        {["lo", ...(names ?? [])].map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <div className={classes["wide"]}>
        <FieldMessage problem={problem} />
        <Button type="submit" size="compact-xs" data-testid="rule-save">
          {t(rule === undefined ? "firewall.add" : "firewall.save")}
        </Button>{" "}
        <Button size="compact-xs" variant="subtle" color="gray" onClick={close}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}

/** The field that a problem is about; its path ends in it. */
function fieldAtFault(problem: Problem | null): string | null {
  return problem?.path?.split(".").findLast((part) => !/^\d+$/.test(part)) ?? null;
}
