import type { Step } from "../../shared/step.ts";
import type { Topology } from "../../shared/topology.ts";
import { planAddresses } from "./address.ts";
import { planPrimaries } from "./bond.ts";
import { planBridges } from "./bridge.ts";
import { planContainers } from "./container.ts";
import { compare, defaultPlanOptions, type PlanOptions } from "./difference.ts";
import { planFirewalls } from "./firewall.ts";
import { planInterfaceNames } from "./interface-name.ts";
import { planInterfaceRemovals } from "./interface-removal.ts";
import { planInterfaces } from "./interface.ts";
import { planNamespaces } from "./namespace.ts";
import { phases, type PlannedStep } from "./phase.ts";
import { planPolicyRules } from "./policy-rule.ts";
import { planPorts } from "./port.ts";
import { planQualities } from "./quality.ts";
import { planRoutes } from "./route.ts";
import { planSingles } from "./single.ts";
import { planSysctls } from "./sysctl.ts";
import { planVeths } from "./veth.ts";
import { planVlans } from "./vlans.ts";

export type { PlanOptions };

const planners = [
  planPolicyRules,
  planRoutes,
  planInterfaceRemovals,
  planContainers,
  planNamespaces,
  planInterfaceNames,
  planBridges,
  planVeths,
  planSingles,
  planPorts,
  planPrimaries,
  planVlans,
  planInterfaces,
  planQualities,
  planAddresses,
  planSysctls,
  planFirewalls,
];

const rankOf = new Map(phases.map((phase, index) => [phase, index]));

/**
 * The kernel commands that lead from one topology to another. Pure, and independent of the records' order; plan(t, t)
 * is empty.
 *
 * It knows what the kernel does by itself: a removed veth end takes its peer, taking an interface down drops its IPv6
 * addresses and routes, a move drops everything.
 */
export function plan(before: Topology, after: Topology, options: PlanOptions = defaultPlanOptions): Step[] {
  if (before === after) return [];
  const difference = compare(before, after, options);
  return planners
    .flatMap((planNoun): readonly PlannedStep[] => planNoun(difference))
    .map((step, index) => ({ step, rank: rankOf.get(step.phase) ?? 0, index }))
    .toSorted((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ step }) => {
      const { phase: _, ...others } = step;
      return others;
    });
}
