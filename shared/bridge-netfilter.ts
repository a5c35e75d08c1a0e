/**
 * Whether frames that a bridge passes on go through the namespace's firewall, too, by their protocol
 * (Documentation/networking/ip-sysctl.rst). Each namespace has its own three, 1 at birth, where the kernel has br_netfilter.
 */
export const bridgeNetfilterSysctls = [
  "net.bridge.bridge-nf-call-iptables",
  "net.bridge.bridge-nf-call-ip6tables",
  "net.bridge.bridge-nf-call-arptables",
] as const;

const born = "1";

/** Has somebody changed it? Then it is part of the document, also when nobody drew it. */
export function isChangedBridgeNetfilter(key: string, value: string): boolean {
  return value !== born && (bridgeNetfilterSysctls as readonly string[]).includes(key);
}
