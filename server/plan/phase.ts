import type { Step } from "../../shared/step.ts";

/**
 * The order of a plan. What goes, goes first and under its old name, so that names and addresses are free for what
 * comes; what needs another thing comes after it.
 */
export const phases = [
  "delete-routes",
  "delete-interfaces",
  "rescue-interfaces",
  "delete-namespaces",
  "set-aside-namespaces",
  "rename-namespaces",
  "add-namespaces",
  "set-aside-interfaces",
  "rename-interfaces",
  "add-bridges",
  "add-veths",
  "release-ports",
  "set-interfaces",
  "join-ports",
  "take-down",
  "delete-addresses",
  "add-addresses",
  "bring-up",
  "set-sysctls",
  "add-routes",
] as const;
export type Phase = (typeof phases)[number];

export interface PlannedStep extends Step {
  readonly phase: Phase;
}
