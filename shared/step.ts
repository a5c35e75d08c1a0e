import type { RecordId } from "./topology.ts";

/** One kernel command, as data. What the command log shows is what ran, to the letter. */
export interface Step {
  /** Where it runs, by the namespace's name at that moment; `host` is the lab's own. */
  readonly namespace: string;
  readonly tool:
    | "ip"
    | "bridge"
    | "tc"
    | "sysctl"
    | "mount"
    | "umount"
    | "touch"
    | "rm"
    | "mv"
    | "nft"
    | "iptables"
    | "ip6tables"
    | "wg"
    | "container"
    | "uplink";
  readonly argv: readonly string[];
  /** A secret that it reads from its standard input, and that is in no list of processes and no log. Gone when it has run. */
  readonly secret?: string;
  /** Namespaces it has to do with although its words do not name them: it keeps its place among their steps. */
  readonly besides?: readonly string[];
  /** Why: the page translates `steps.<code>`. */
  readonly reason: StepReason;
  /** The record it is for, so that the log can point at the card. */
  readonly record: RecordId;
}

/** A step that the kernel refused, with its words. */
export interface RefusedStep {
  readonly step: Step;
  /** The step as a person would type it. */
  readonly command: string;
  readonly output: string;
}

export type StepReason =
  | "namespace-add"
  | "namespace-delete"
  | "namespace-rename"
  | "loopback-up"
  | "loopback-down"
  | "bridge-add"
  | "bridge-set"
  | "veth-add"
  | "interface-add"
  | "interface-set"
  | "fdb-add"
  | "fdb-delete"
  | "interface-delete"
  | "interface-rename"
  | "interface-move"
  | "interface-up"
  | "interface-down"
  | "interface-mac-address"
  | "interface-mtu"
  | "quality-set"
  | "quality-delete"
  | "port-add"
  | "port-remove"
  | "vlan-add"
  | "vlan-delete"
  | "address-add"
  | "address-delete"
  | "address-restore"
  | "route-add"
  | "route-delete"
  | "route-restore"
  | "rule-add"
  | "rule-delete"
  | "forwarding-set"
  | "sysctl-set"
  | "sysctl-restore"
  | "firewall-set"
  | "firewall-delete"
  | "container-create"
  | "container-start"
  | "container-stop"
  | "container-remove";

/** As it is told and kept. */
export function withoutSecret(step: Step): Step {
  if (step.secret === undefined) return step;
  const { secret: _, ...others } = step;
  return others;
}

/** The command as a person types it in the lab's host. */
export function formatStep(step: Step): string {
  return words(step).map(quoted).join(" ");
}

function words(step: Step): string[] {
  const command = [step.tool, ...step.argv];
  // They find their namespaces by themselves.
  if (step.namespace === "host" || step.tool === "container" || step.tool === "uplink") return command;
  if (step.tool === "ip" || step.tool === "tc") return [step.tool, "-n", step.namespace, ...step.argv];
  return ["ip", "netns", "exec", step.namespace, ...command];
}

/** Names and values have no character that a shell knows; rules of a firewall and commands of containers may. */
export function quoted(word: string): string {
  const isPlain = word === "!" || /^[\p{L}\p{N}_.,:/@%+=-]+$/u.test(word);
  return isPlain ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
