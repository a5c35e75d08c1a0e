import { hostId } from "../../shared/names.ts";
import { stepWordsEn } from "../../shared/step-words.en.ts";
import { stepWordsZh } from "../../shared/step-words.zh.ts";
import { formatStep, quoted, type Step, type StepReason } from "../../shared/step.ts";
import { emptyDocument, namespaceOf, type Topology } from "../../shared/topology.ts";
import { defaultPlanOptions } from "../plan/difference.ts";
import { plan } from "../plan/plan.ts";
import { waitingIn } from "../plan/waiting.ts";
import { frame } from "./frame.ts";
import { inventoryOf } from "./inventory.ts";
import { scriptWordsEn } from "./words.en.ts";
import { scriptWordsZh } from "./words.zh.ts";

export const scriptLanguages = ["en", "zh"] as const;
export type ScriptLanguage = (typeof scriptLanguages)[number];

/** The machine it runs on may have an older kernel than this one, or one that lacks more. */
const anyKernel = { ...defaultPlanOptions, renamesWhileUp: false, looksInTarget: false, hasNetem: false };

const words = { en: scriptWordsEn, zh: scriptWordsZh };
const reasons: Readonly<Record<ScriptLanguage, Readonly<Record<StepReason, string>>>> = {
  en: stepWordsEn,
  zh: stepWordsZh,
};

/**
 * A bash script that builds the same network on any Linux machine, and takes it away again. The lab's host is that
 * machine's own network namespace: the script refuses to begin where it would touch what is there.
 */
export function toScript(
  lab: { readonly id: string; readonly name: string; readonly topology: Topology },
  language: ScriptLanguage,
): string {
  const network = withoutContainers(lab.topology);
  const topology = withLoopback(network);
  const steps = plan(emptyDocument.topology, topology, anyKernel).map(withoutUplink);
  return frame({
    id: lab.id,
    // A name may hold what ends a comment's line.
    name: lab.name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, " "),
    words: words[language],
    inventory: inventoryOf(topology, steps),
    hasLoopbackLeftOut: topology !== network,
    commands: [...commands(steps, language), ...waiting(topology, language)],
  });
}

/** Their stacks are made, as namespaces with names; processes are no part of a network. */
function withoutContainers(topology: Topology): Topology {
  const others = Object.entries(topology).filter(([, { kind }]) => kind !== "container");
  return others.length === Object.keys(topology).length ? topology : Object.fromEntries(others);
}

/** An uplink's other side is the lab's server: what stands for it here is connected with nothing. */
function withoutUplink(step: Step): Step {
  const [, name = ""] = step.argv;
  return step.tool === "uplink"
    ? { ...step, tool: "ip", argv: ["tuntap", "add", "dev", name, "mode", "tap"] }
    : step;
}

/** A machine without its own lo is a broken one, whatever the lab has. */
function withLoopback(topology: Topology): Topology {
  const host = namespaceOf(topology, hostId);
  if (host.loopback.adminState === "up") return topology;
  return { ...topology, [hostId]: { ...host, loopback: { ...host.loopback, adminState: "up" } } };
}

/** Those that follow each other for the same reason stand together, under it. */
function commands(steps: readonly Step[], language: ScriptLanguage): string[] {
  const lines: string[] = [];
  for (const [index, step] of steps.entries()) {
    const isFirst = steps[index - 1]?.reason !== step.reason;
    if (isFirst) lines.push(...(lines.length > 0 ? [""] : []), `# ${reasons[language][step.reason]}`);
    lines.push(`${formatStep(step)}${step.secret === undefined ? "" : ` <<< ${quoted(step.secret)}`}`);
    const isLastNamespace = step.reason === "namespace-add" && steps[index + 1]?.reason !== step.reason;
    if (isLastNamespace) lines.push("", ...forwardingOff(language));
  }
  return lines;
}

/** It would be gone again with the interface, or refused. */
function waiting(topology: Topology, language: ScriptLanguage): string[] {
  return waitingIn(topology).flatMap(({ namespace, interface: name, steps }) => {
    const title = words[language].waits.replace("<interface>", name).replace("<namespace>", namespace);
    return ["", `# ${title}`, ...steps.map((step) => `#   ${formatStep(step)}`)];
  });
}

/** A new namespace may copy what the machine does (devconf_inherit_init_net). */
function forwardingOff(language: ScriptLanguage): string[] {
  return [
    `# ${words[language].forwarding}`,
    'for namespace in "${namespaces[@]}"; do',
    '  ip netns exec "$namespace" sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0',
    "done",
  ];
}
