import type { Step } from "../../shared/step.ts";

/**
 * The order of a plan. What goes, goes first and under its old name, so that names and addresses are free for what
 * comes; what needs another thing comes after it.
 */
export const phases = [
  "delete-rules",
  "delete-routes",
  "delete-interfaces",
  "rescue-interfaces",
  "delete-namespaces",
  "rename-namespaces",
  "add-namespaces",
  // Interfaces are born with them.
  "set-default-sysctls",
  "set-aside-interfaces",
  "rename-interfaces",
  "add-bridges",
  "add-veths",
  // Before anything that makes the kernel drop them by itself: the deletion would fail then.
  "delete-addresses",
  "release-ports",
  "set-interfaces",
  // On others, whose MTU leaves room for them by now.
  "add-singles",
  "join-ports",
  // The kernel gives whoever joins its own.
  "set-vlans",
  "take-down",
  // Some must hold before addresses come and the interface is up: disable_ipv6, accept_dad, addr_gen_mode.
  "set-sysctls",
  // Before the first packet.
  "set-qualities",
  // What it names is there, and nothing gets past it.
  "set-firewalls",
  "add-addresses",
  "bring-up",
  // lo has its own 127.0.0.1 from then on; another one of its network must not come before it.
  "add-loopback-addresses",
  "add-routes",
  // Gateways are found as if there were none.
  "add-rules",
  // When their network is there.
  "start-containers",
] as const;
export type Phase = (typeof phases)[number];

export interface PlannedStep extends Step {
  readonly phase: Phase;
}
