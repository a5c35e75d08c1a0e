import { formatIpAddress } from "../../../../shared/ip-address.ts";
import { anyMacAddress, inFdbOrder, type FdbEntry } from "../../../../shared/interface-kinds/fdb.ts";
import { decodeAttributes, encodeRequest, flagDump, type Answer } from "../message.ts";

/** rtnetlink(7), linux/neighbour.h: a forwarding table is asked for as neighbours of Ethernet. */
const getNeighbor = 30;
const bridgeFamily = 7;
const ndmsgLength = 12;
const attribute = { destination: 1, macAddress: 2 } as const;
const permanent = 0x80;

/** As `bridge fdb show dev NAME` asks. */
export function requestFdb(ifindex: number): Buffer {
  const fixed = Buffer.alloc(ndmsgLength);
  fixed.writeUInt8(bridgeFamily, 0);
  fixed.writeInt32LE(ifindex, 4);
  return encodeRequest(getNeighbor, flagDump, fixed);
}

/** A message of the forwarding table of an interface that carries frames to other hosts, set by somebody and not learnt. */
export function isStaticFdbEntry(body: Buffer): boolean {
  return (
    body.readUInt8(0) === bridgeFamily &&
    (body.readUInt16LE(8) & permanent) !== 0 &&
    decodeAttributes(body, ndmsgLength).has(attribute.destination)
  );
}

/** @param remote  where frames go whose place is not known: the kernel keeps an entry of its own for it */
export function decodeFdb({ messages }: Answer, remote: string | null): readonly FdbEntry[] {
  const entries = messages.flatMap(({ body }): FdbEntry[] => {
    const attributes = decodeAttributes(body, ndmsgLength);
    const [to, destination] = [attributes.get(attribute.macAddress), attributes.get(attribute.destination)];
    if (to === undefined || destination === undefined || !isStaticFdbEntry(body)) return [];
    const macAddress = (to.toString("hex").match(/../g) ?? []).join(":");
    return [{ macAddress, destination: formatIpAddress(destination) }];
  });
  return inFdbOrder(
    entries.filter(({ macAddress, destination }) => macAddress !== anyMacAddress || destination !== remote),
  );
}
