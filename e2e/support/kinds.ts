import { hostId } from "../../shared/names.ts";
import {
  emptyDocument,
  newBridge,
  newNamespace,
  newVeth,
  parseSingle,
  type Document,
  type SingleRecord,
} from "../../shared/topology.ts";

const up = { adminState: "up" } as const;

/** Two hosts with a bridge and a member each, joined by VXLAN; and two macvlan interfaces on the lab host's link. */
export function kinds(): Document {
  const records = [
    ...Object.values(emptyDocument.topology),
    ...["h1", "h2", "m1", "m2", "red", "blue"].map((name) => newNamespace(name, name)),
    newVeth("u1", "u2", "h1", "eth0", { ...up, addresses: ["192.168.0.1/24"] }),
    newVeth("u2", "u1", "h2", "eth0", { ...up, addresses: ["192.168.0.2/24"] }),
    newVeth("up", "out", hostId, "uplink", { ...up, addresses: ["10.9.0.1/24"] }),
    newVeth("out", "up", "h1", "eth1", { ...up, addresses: ["10.9.0.2/24"] }),
    ...[1, 2].flatMap((number) => [
      newBridge(`b${number}`, `h${number}`, "br0", { ...up, mtu: 1450 }),
      newVeth(`in${number}`, `p${number}`, `m${number}`, "eth0", {
        ...up,
        addresses: [`10.0.0.${number}/24`],
      }),
      newVeth(`p${number}`, `in${number}`, `h${number}`, "veth0", { ...up, master: `b${number}` }),
      single("vxlan", `v${number}`, `h${number}`, "vxlan42", {
        vni: 42,
        local: `192.168.0.${number}`,
        remote: `192.168.0.${3 - number}`,
        mtu: 1450,
        master: `b${number}`,
      }),
    ]),
    single("macvlan", "mv1", "red", "macvlan0", { lower: "up", addresses: ["10.9.0.3/24"] }),
    single("macvlan", "mv2", "blue", "macvlan0", {
      lower: "up",
      mode: "private",
      addresses: ["10.9.0.4/24"],
    }),
    single("macvlan", "mv3", "h2", "macvlan0", { lower: "u2", adminState: "down" }),
  ];
  return {
    topology: Object.fromEntries(records.map((record) => [record.id, record])),
    layout: {
      [hostId]: { x: 400, y: 0 },
      h1: { x: 60, y: 150 },
      h2: { x: 560, y: 150 },
      b1: { x: 76, y: 330 },
      b2: { x: 576, y: 330 },
      m1: { x: 60, y: 470 },
      m2: { x: 560, y: 470 },
      red: { x: 860, y: 150 },
      blue: { x: 860, y: 330 },
    },
  };
}

function single(
  kind: string,
  id: string,
  namespace: string,
  name: string,
  fields: Readonly<Record<string, unknown>>,
): SingleRecord {
  const record = parseSingle(kind, { ...up, ...fields, id, namespace, name });
  if (record === null) throw new Error(`no ${kind} is like that`);
  return record;
}
