import type { Edit } from "../edit.ts";
import { anyMacAddress } from "../interface-kinds/fdb.ts";
import { macvlanModes } from "../interface-kinds/macvlan.ts";
import { isSingle, parseSingle, type Topology } from "../topology.ts";
import {
  addressPool,
  interfaceNames,
  interfacesIn,
  namespacesOf,
  pick,
  pickOf,
  type Choices,
} from "./random-choices.ts";

/** Of the kinds that every kernel of ours has; the others are only said in other words. */
export function addSingle(topology: Topology, { a, b, c, d }: Choices): Edit | null {
  const namespace = pick(namespacesOf(topology), a)?.id;
  const lower = pick(
    interfacesIn(topology).filter((record) => record.kind === "veth" || isSingle(record)),
    b,
  );
  const common = {
    id: `s${d % 10}`,
    namespace,
    name: pick(interfaceNames, c),
    adminState: c % 4 === 0 ? "down" : "up",
    addresses: c % 2 === 0 ? [pickOf(addressPool, c)] : [],
  };
  const record =
    d % 2 === 0
      ? parseSingle("macvlan", {
          ...common,
          lower: lower?.id,
          mtu: lower?.mtu,
          mode: pickOf(macvlanModes, a + d),
        })
      : parseSingle("vxlan", {
          ...common,
          ...vxlanFields(b, c),
          lower: c % 3 === 0 && lower?.namespace === namespace ? lower?.id : null,
          mtu: 1400,
        });
  return record === null ? null : { op: "add", record };
}

const fdbEntries = [
  { macAddress: anyMacAddress, destination: "10.0.0.4" },
  { macAddress: anyMacAddress, destination: "10.0.0.5" },
  { macAddress: "02:00:00:00:00:09", destination: "10.0.0.5" },
] as const;

function vxlanFields(b: number, c: number) {
  return {
    vni: 1 + (b % 3),
    local: b % 2 === 0 ? "10.0.0.1" : null,
    remote: pickOf(["10.0.0.2", "10.0.0.3", "239.1.1.1", null], c),
    learning: b % 5 !== 0,
    fdb: fdbEntries.filter((_entry, index) => ((b + c) >> index) % 2 === 1),
  };
}

export function singleSettings(topology: Topology, { a, b, c }: Choices): Edit | null {
  const record = pick(Object.values(topology).filter(isSingle), a);
  if (record === undefined) return null;
  const { id } = record;
  if (record.kind === "macvlan") return { op: "update", id, changes: { mode: pickOf(macvlanModes, b) } };
  return { op: "update", id, changes: { ...vxlanFields(b, c), ...(b % 3 === 0 ? { remote: null } : {}) } };
}
