import type { TFunction } from "i18next";
import type { FirewallRule } from "../../../shared/firewall.ts";

/** What a rule does, and to what, each in the page's language; nft's own words for what has no fields. */
export function ruleSentence(
  t: TFunction,
  rule: FirewallRule,
): { readonly does: string; readonly what: string } {
  if (rule.action === "nft") return { does: "nft", what: rule.text };
  const { protocol, states } = rule;
  const to = rule.action === "dnat" || rule.action === "snat";
  const parts = [
    protocol?.toUpperCase(),
    rule.source !== null && t("firewall.fromTo.source", { network: rule.source }),
    rule.sourcePorts !== null && t("firewall.fromTo.sourcePorts", { ports: rule.sourcePorts }),
    rule.destination !== null && t("firewall.fromTo.destination", { network: rule.destination }),
    rule.destinationPorts !== null && t("firewall.fromTo.destinationPorts", { ports: rule.destinationPorts }),
    rule.inInterface !== null && t("firewall.fromTo.in", { name: rule.inInterface }),
    rule.outInterface !== null && t("firewall.fromTo.out", { name: rule.outInterface }),
    states.length > 0 &&
      t("firewall.ofConnections", {
        states: states.map((state) => t(`firewall.states.${state}`)).join(" / "),
      }),
  ].filter((part): part is string => typeof part === "string");
  return {
    does: to ? t(`firewall.actionTo.${rule.action}`, { to: rule.to }) : t(`firewall.action.${rule.action}`),
    what: parts.length === 0 ? t("firewall.anything") : parts.join(t("firewall.and")),
  };
}
