import { bring, checkNetwork, inFreshMachine, timeIn } from "../lab-machine.ts";
import { bridgeName, membersOf, type Member } from "../network.ts";

/** Ways to configure the namespaces once `ip -batch` has made everything in the lab's host; the fastest is the floor. */
export const floorWays = {
  "ip -n, one shell": alone("dash shell.sh"),
  "ip -n, two shells": sideBySide("dash shell.sh"),
  "setns + ip (perl), two": sideBySide("perl execute.pl"),
  "setns + netlink (perl), one": alone("perl configure.pl"),
  "setns + netlink (perl), two": sideBySide("perl configure.pl"),
} as const;
export type FloorWay = keyof typeof floorWays;

/** Builds the network with as little as we know how to. Gives milliseconds. */
export function buildAtFloor(count: number, way: FloorWay): Promise<number> {
  return inFreshMachine(async (machine) => {
    const members = membersOf(count);
    await bring(machine, "execute.pl");
    await bring(machine, "configure.pl");
    await bring(machine, "shell.sh", shellScript);
    await bring(machine, "host.batch", hostBatch(members));
    await bring(
      machine,
      "members",
      members.map(({ namespace, address }) => `${namespace} ${address}\n`).join(""),
    );
    const took = await timeIn(machine, `ip -batch host.batch\n${floorWays[way]}`);
    const to = members.at(-1)?.address.split("/")[0] ?? "";
    await checkNetwork(machine, { bridge: bridgeName, first: "ns1", last: `ns${count}`, to, count });
    return took;
  });
}

/** The host's end comes into being as an up port; the inner end needs its own namespace anyway, for the address. */
function hostBatch(members: readonly Member[]): string {
  return [
    `link add name ${bridgeName} up type bridge`,
    ...members.map(({ namespace }) => `netns add ${namespace}`),
    ...members.map(
      ({ namespace, port }) =>
        `link add name ${port} master ${bridgeName} up type veth peer name eth0 netns ${namespace}`,
    ),
    "",
  ].join("\n");
}

const shellScript = String.raw`
number=0
while read -r namespace address; do
  number=$((number + 1))
  if [ $((number % $2)) = "$1" ]; then
    ip -n "$namespace" -batch - <<END
address add $address dev eth0
link set dev eth0 up
END
  fi
done
`;

/** Both kinds of script take every member whose number leaves this remainder. */
function alone(command: string): string {
  return `${command} 0 1 <members`;
}

function sideBySide(command: string): string {
  return `${command} 0 2 <members & other=$!\n${command} 1 2 <members\nwait $other`;
}
