import type { StepReason } from "../../shared/step.ts";

/** Why a command ran, in a few words: one for each StepReason. */
export const stepsEn = {
  steps: {
    "namespace-add": "make the network namespace",
    "namespace-delete": "delete the namespace and all that is in it",
    "namespace-rename": "give the namespace its new name",
    "loopback-up": "loopback on: a namespace is born with lo down",
    "loopback-down": "loopback off",
    "bridge-add": "make the bridge",
    "bridge-set": "set an option of the bridge",
    "veth-add": "make the veth pair, each end in its namespace",
    "interface-delete": "delete the interface; a veth takes its peer along",
    "interface-rename": "give the interface its new name",
    "interface-move": "move the interface to its namespace",
    "interface-up": "administratively up",
    "interface-down": "administratively down",
    "interface-mac-address": "set the MAC address",
    "interface-mtu": "set the MTU",
    "port-add": "make it a port of the bridge",
    "port-remove": "take it off the bridge",
    "address-add": "give the address",
    "address-delete": "take the address away",
    "address-restore": "give back the address that the change before took along",
    "route-add": "add the route",
    "route-delete": "take the route away",
    "route-restore": "put back the route that the change before took along",
    "forwarding-set": "set whether packets are forwarded between interfaces",
    "sysctl-set": "set the kernel parameter",
    "sysctl-restore": "put the kernel parameter back",
  } satisfies Record<StepReason, string>,
} as const;
