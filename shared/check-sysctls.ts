import { InterfacesByName } from "./interfaces-by-name.ts";
import { refuse } from "./refuse.ts";
import { isOfDrawnInterface, parseInterfaceSysctl, type InterfaceSysctl } from "./sysctl.ts";
import { recordsOfKind, type InterfaceRecord, type NamespaceRecord, type Topology } from "./topology.ts";

/** Sysctls of interfaces that are not there, and those that contradict another field. */
export function checkSysctls(topology: Topology): void {
  const interfaces = new InterfacesByName(topology);
  for (const record of recordsOfKind(topology, "namespace")) {
    for (const key of Object.keys(record.sysctls)) {
      const parsed = parseInterfaceSysctl(key);
      if (parsed === null) continue;
      checkBesideFields(record, key, parsed);
      if (!isOfDrawnInterface(parsed) || interfaces.find(record.id, parsed.of) !== undefined) continue;
      refuse(
        record,
        `sysctls.${key}`,
        "sysctl-of-no-interface",
        `there is no interface ${parsed.of} in this namespace; name one that is there`,
        { name: parsed.of },
      );
    }
  }
}

function checkBesideFields(
  record: NamespaceRecord,
  key: string,
  { family, table, leaf }: InterfaceSysctl,
): void {
  if (family !== "ipv6" || table !== "conf") return;
  // The kernel sets it to the interface's whenever that changes or comes up (addrconf_notify).
  if (leaf === "mtu")
    refuse(
      record,
      `sysctls.${key}`,
      "sysctl-follows-mtu",
      "IPv6's MTU follows the interface's mtu field; set that one",
    );
  if (leaf === "keep_addr_on_down") {
    refuse(
      record,
      `sysctls.${key}`,
      "sysctl-keeps-addresses",
      "IPv6 addresses wait in the document while their interface is down, so the kernel must not keep them; leave this out",
    );
  }
}

/** Those of which a sysctl of this family is set. */
export function* interfacesWithSysctls(topology: Topology, family: string): Generator<InterfaceRecord> {
  const interfaces = new InterfacesByName(topology);
  for (const { id, sysctls } of recordsOfKind(topology, "namespace")) {
    for (const parsed of Object.keys(sysctls).map(parseInterfaceSysctl)) {
      const record = parsed?.family === family ? interfaces.find(id, parsed.of) : undefined;
      if (record !== undefined) yield record;
    }
  }
}
